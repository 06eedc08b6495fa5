"""What leaves the record for good reason: copies that are handed out, and destruction that IVO decided."""
