"""In and out: who is expected, who is about to leave, who has left, and which beds are free."""
