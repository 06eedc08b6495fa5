"""The practice ward: invented people in a store of its own, made by the same use cases as any other."""
