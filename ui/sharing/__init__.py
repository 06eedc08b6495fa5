"""What is shared with whom: the shield, the questions that go with it, and what is said of unread data."""
