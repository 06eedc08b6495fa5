"""The desktop client: everything that knows Qt, and nothing that decides about care."""
