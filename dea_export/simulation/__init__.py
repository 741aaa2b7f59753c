"""The real Anki backend (AGPL-3.0), behind this one door: a program of its own, never imported by the rest."""
