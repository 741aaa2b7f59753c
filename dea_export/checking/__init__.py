"""What could be better in a study that can be read: rules, coverage, old evidence, and the catalogue of all codes."""

from dea_export.checking.checker import check_glyphs, check_study, check_titles

__all__ = ["check_glyphs", "check_study", "check_titles"]
