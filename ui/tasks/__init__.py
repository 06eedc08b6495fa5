"""What is to be done for one patient."""
