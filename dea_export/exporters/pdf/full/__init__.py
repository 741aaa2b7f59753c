"""The full edition: everything in the study, to print and to search."""
