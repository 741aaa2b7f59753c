"""What could be better in a study that can be read: rules, coverage, old evidence, and the catalogue of all codes."""

from dea_export.checking.checker import check_printed, check_study

__all__ = ["check_printed", "check_study"]
