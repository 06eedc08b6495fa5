"""The social services' record: a section of its own, apart from the health notes (SOL-01)."""
