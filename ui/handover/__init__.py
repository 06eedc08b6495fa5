"""The handover between shifts: prepare, report, take over, print, and read earlier ones."""
