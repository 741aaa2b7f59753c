"""What has been released, and what a study changes against it: pure functions over values.

`ledger` says what a ledger is, `ledger_file` how it is written, `forbidden` what must not change, `releases` what the
next release brings, `changes` what a learner would notice. Only the values are re-exported: the rest needs the
Markdown parser, which `--help` must not load.
"""

from dea_export.ledger.ledger import EMPTY, Ledger, NoteRecord, Release

__all__ = ["EMPTY", "Ledger", "NoteRecord", "Release"]
