"""The lock: everything is covered at once, nothing is lost, and only who signs in sees it again."""
