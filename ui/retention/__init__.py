"""What may be proposed to the archive for disposal."""
