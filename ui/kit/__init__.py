"""What every screen is built of: look, labels, tables, forms, boxes, messages and print."""
