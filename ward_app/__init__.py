"""The ward: its rules, its record and its stores. Knows nothing of windows."""
