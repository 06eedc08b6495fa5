"""Looking at the access log: reviews by sample and on suspicion, the patient's own extract (LOG-04…06)."""
