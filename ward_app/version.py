"""The version of the program: one number for the wheel, the window and the command line (NMI-01)."""

VERSION = "0.1.0"
