"""How long records are kept, owner by owner, and what may be proposed for disposal. Nothing goes here."""
