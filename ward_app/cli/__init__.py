"""The command line. Never takes a secret as an argument: other users of the machine can read those."""
