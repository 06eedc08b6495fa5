"""A picture of every screen, without a display: for the README, for review."""
