"""Notes of one patient, and what waits for a signature."""
