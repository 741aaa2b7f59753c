"""As much of protobuf as a package of Anki needs: fields of bytes (https://protobuf.dev/programming-guides/encoding/)."""

from __future__ import annotations

from collections.abc import Iterator

WIDTHS = {1: 8, 5: 4}  # wire type -> bytes of a number of fixed width


class ProtobufError(ValueError):
    """The bytes are no message."""


def messages(data: bytes, wanted: int) -> Iterator[bytes]:
    """The bytes of each field of this number: texts and messages."""
    for number, value in _fields(data):
        if number == wanted and isinstance(value, bytes):
            yield value


def text_of(data: bytes, wanted: int) -> str:
    """The last text of this number, "" when there is none."""
    found = ""
    for value in messages(data, wanted):
        found = value.decode("utf-8")
    return found


def number_of(data: bytes, wanted: int) -> int:
    """The last number of this number, 0 when there is none."""
    return next(
        (value for number, value in reversed(list(_fields(data))) if number == wanted and isinstance(value, int)), 0
    )


def _fields(data: bytes) -> Iterator[tuple[int, bytes | int]]:
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        kind = key & 7
        if kind == 0:
            value, at = _varint(data, at)
            yield key >> 3, value
            continue
        if kind == 2:
            length, at = _varint(data, at)
        elif kind in WIDTHS:
            length = WIDTHS[kind]
        else:
            raise ProtobufError(f"byte {at} begins no field")
        if at + length > len(data):
            raise ProtobufError(f"the field at byte {at} is cut off")
        yield key >> 3, data[at : at + length]
        at += length


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(data):
            raise ProtobufError("the end is cut off")
        value |= (data[at] & 0x7F) << shift
        at += 1
        if not data[at - 1] & 0x80:
            return value, at
    raise ProtobufError(f"the number before byte {at} is too long")
