"""Who shares whose record: information, consent, blocks, care relations, emergencies."""
