"""How one gets in: from this workstation's settings to an open store and a signed-in user."""
