"""Sheets that move, send home and bring back patients, and open and close beds."""
