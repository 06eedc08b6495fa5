"""The log reviewer's page: checks of the access log, openings in an emergency, the patient's extract."""
