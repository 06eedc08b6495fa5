"""The way in: first start, sign-in, a new password, recovery, practice, and when nothing opens."""
