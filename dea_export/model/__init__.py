"""What things are: texts that know their place, facts, notes and blocks, a study, a diagnostic.

The ground floor: imports nothing of the package above it, reads no file and renders nothing.
"""
