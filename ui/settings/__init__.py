"""The settings: one's own account, the users, the places, the ward and this workstation."""
