"""Admitting a patient: one page with four parts that may be left and taken up again."""
