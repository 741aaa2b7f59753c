"""What has been released, and what a study changes against it: pure functions over values.

`types` says what the deck and note types are called, `fields` what a note holds, `book` what a ledger is.
Only the values are re-exported: `fields` needs the Markdown parser, which `--help` must not load.
"""

from dea_export.ledger.book import EMPTY, Entry, Ledger, Release

__all__ = ["EMPTY", "Entry", "Ledger", "Release"]
