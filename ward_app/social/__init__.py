"""The record of the social services (SoL): its own entries, decisions, rights, print and retention."""
