"""Text that remembers where it stands in the author's file, and says there what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from dea_export.model.diagnostic import Diagnostic
from dea_export.model.place import NOWHERE, Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic_core import CoreSchema


class Text(str):
    """A scalar of the content file: the characters the author wrote, and where they stand.

    `exact` tells whether offsets can be counted on from `place`: true for literal blocks and for one-line
    scalars without escapes, false where YAML folded lines or replaced escapes.
    """

    __slots__ = ("exact", "place")
    place: Place
    exact: bool

    def __new__(cls, value: str, place: Place = NOWHERE, *, exact: bool = False) -> Self:
        """A text with its place."""
        text = str.__new__(cls, value)
        text.place = place
        text.exact = exact
        return text

    def __reduce__(self) -> tuple[Callable[..., Text], tuple[str, str, int, int, bool]]:
        """What pickle needs, in few pieces: thousands of texts travel to the processes that make PDFs."""
        return _unpickled, (str(self), *self.place, self.exact)

    def at(self, offset: int) -> Place:
        """The place of the character at `offset`; the beginning of the text when that cannot be known."""
        if not self.exact:
            return self.place
        before = self[:offset]
        line = before.count("\n")
        return Place(
            self.place.file, self.place.line + line, self.place.column + len(before) - (before.rfind("\n") + 1)
        )

    def problem(self, code: str, message: str, hint: str = "", part: str | None = None) -> Diagnostic:
        """What is wrong with this text, at the first `part` of it.

        Without a part the first line is underlined; "" points to the beginning alone, and so does a part that does
        not stand there as the author wrote it.
        """
        if part is None:
            return Diagnostic(self.place, code, message, hint, max(len(self.split("\n", 1)[0]), 1))
        offset = self.find(part) if part and self.exact else -1
        if offset < 0:
            return Diagnostic(self.place, code, message, hint)
        return Diagnostic(self.at(offset), code, message, hint, len(part.split("\n", 1)[0]))

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: object, _handler: object) -> CoreSchema:
        """The reading floor hands over texts; they pass through as they are and are strings in the JSON Schema."""
        from pydantic_core import PydanticCustomError, core_schema

        def as_text(value: Any) -> Text:  # noqa: ANN401  pydantic hands over whatever was written
            if isinstance(value, Text):
                return value
            if isinstance(value, str):
                return cls(value)
            raise PydanticCustomError("string_type", "Input should be a valid string")

        return core_schema.no_info_plain_validator_function(
            as_text, json_schema_input_schema=core_schema.str_schema(), serialization=core_schema.to_string_ser_schema()
        )


def _unpickled(value: str, file: str, line: int, column: int, exact: bool) -> Text:
    return Text(value, Place(file, line, column), exact=exact)
