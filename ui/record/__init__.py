"""The record of one patient: banner, sections, overview, in and out."""
