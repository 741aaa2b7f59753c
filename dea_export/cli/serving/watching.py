"""Whether the files of a study have been saved again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dea_export.cli.content_file import ledger_of, media_of

State = dict[str, tuple[int, int, int]]  # path -> number of the file, size, nanoseconds of its last change


class Watch:
    """Content, ledger, pictures and themes. It asks for their states: a dozen files need no other means."""

    def __init__(self, content: Path, templates: Path | None) -> None:
        self._files = (content, ledger_of(content))
        self._folders = (media_of(content), *([templates] if templates else []))
        self._seen: State | None = None  # at the last call
        self._told: State | None = None  # when there was a change

    def has_changed(self) -> bool:
        """Whether something is other than it was, and the same as at the last call: not half written. At first it is."""
        before, self._seen = self._seen, dict(self._states())
        if self._seen == self._told or before not in (None, self._seen):
            return False
        self._told = self._seen
        return True

    def _states(self) -> Iterator[tuple[str, tuple[int, int, int]]]:
        for path in (*self._files, *(file for folder in self._folders for file in sorted(folder.rglob("*")))):
            try:
                found = path.stat()
            except OSError:  # being replaced: the next call sees what came
                continue
            yield str(path), (found.st_ino, found.st_size, found.st_mtime_ns)
