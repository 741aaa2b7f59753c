"""What is wrong with a picture."""

from __future__ import annotations


class PictureError(Exception):
    """A file that cannot be shown: the code and the words of the diagnostic."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint
