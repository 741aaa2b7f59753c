"""Stands before the package of this name: no fonts in it."""
