"""Anki's .apkg and .colpkg, of any version: the zip, its limits, and what is compressed in it.

Up to 2.1.49 a package holds `collection.anki2` or `.anki21` and a JSON of its files' names; later ones hold
`collection.anki21b` and a protobuf, both and every file in zstd. Whatever is larger than it may be is refused before
it is unpacked, and names in a package never become paths.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from dea_export.importers.anki_collection import AnkiCollection, CollectionError
from dea_export.importers.anki_notes import TagRecord, draft_note
from dea_export.importers.harvest import LARGEST_PACKAGE, Harvest, Source, Wishes, refuse
from dea_export.importers.kept_guids import keep_guid
from dea_export.importers.protobuf import ProtobufError, messages, text_of
from dea_export.model.diagnostic import count_of

COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")  # the newest of a package counts
LARGEST_COLLECTION = 256 * 1024 * 1024  # bytes, unpacked
LARGEST_MEDIA = 64 * 1024 * 1024  # bytes, unpacked; of the list of names, and of a file in it
LARGEST_TOTAL = 512 * 1024 * 1024  # bytes, unpacked; of all files
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError)  # what a damaged zip raises
ENCRYPTED = 1  # a bit of an entry's flags
HINT = "export it once more from Anki"


class AnkiPackage:
    """The importer."""

    help = "Anki's packages, .apkg and .colpkg: notes, gaps, pictures, sounds, tags."

    def knows(self, source: Source) -> bool:
        """A zip, or what calls itself a package."""
        return source.data.startswith(b"PK") or source.name.lower().endswith((".apkg", ".colpkg"))

    def harvest(self, source: Source) -> Harvest:
        """A draft for each note, and the pictures and sounds that drafts name."""
        name = source.name
        if not source.data:
            raise refuse(name, "the file is empty", HINT)
        if len(source.data) > LARGEST_PACKAGE:
            raise refuse(
                name,
                f"the package has more than {LARGEST_PACKAGE >> 20} MB",
                "export the deck in parts, or without media",
            )
        try:
            archive = zipfile.ZipFile(io.BytesIO(source.data))
        except BROKEN as error:
            raise refuse(name, f"the package cannot be unpacked: {error}", _what_instead(source.data)) from error
        with archive:
            return PackageFile(name, archive).harvest(source.wishes)


class PackageFile:
    """An open package; `name` as shown."""

    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self.name, self.archive = name, archive
        self.entries = {info.filename: info for info in archive.infolist()}
        self.packed = COLLECTIONS[0] in self.entries  # whether everything is in zstd

    def read_collection(self, most: int) -> tuple[str, bytes]:
        """Name and bytes of the newest collection in it, which may have `most` bytes."""
        inside = next((one for one in COLLECTIONS if one in self.entries), None)
        if inside is None:
            raise refuse(
                self.name,
                f"no collection is in this zip, only {_listed(self.entries)}",
                "a package has the suffix .apkg or .colpkg",
            )
        return inside, self._read(inside, most)

    def harvest(self, wishes: Wishes) -> Harvest:
        """A draft for each note."""
        inside, data = self.read_collection(LARGEST_COLLECTION)
        harvest, record = Harvest(), TagRecord()
        try:
            with AnkiCollection(data, self.name) as collection:
                for note in collection.notes():
                    if draft := draft_note(note, harvest, record, words=wishes.words or "html"):
                        kept = keep_guid(note, draft, harvest, record) if wishes.keep_guids else draft
                        harvest.drafts.append(kept)
        except CollectionError as error:
            raise refuse(f"{self.name}: {inside}", str(error), HINT) from error
        record.tell(self.name, harvest)
        self._add_media(harvest)
        return harvest

    def _read(self, entry: str, most: int) -> bytes:
        """An entry unpacked, never more than `most` bytes of it."""
        data = self._unzipped(entry, most)
        if self.packed:
            data = self._unpacked(entry, data, most)
        if len(data) > most:
            raise refuse(
                f"{self.name}: {entry}", f"it has more than {most >> 20} MB when unpacked", "export the deck in parts"
            )
        return data

    def _unzipped(self, entry: str, most: int) -> bytes:
        if self.entries[entry].flag_bits & ENCRYPTED:
            raise refuse(f"{self.name}: {entry}", "it is encrypted", "import it into Anki, and export it from there")
        try:
            with self.archive.open(self.entries[entry]) as file:
                return file.read(most + 1)
        except BROKEN as error:
            raise refuse(f"{self.name}: {entry}", f"it cannot be unpacked: {error}", HINT) from error

    def _unpacked(self, entry: str, data: bytes, most: int) -> bytes:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
        try:
            unpacker = zstd.ZstdDecompressor()
            unpacked = unpacker.decompress(data, max_length=most + 1)
        except zstd.ZstdError as error:
            raise refuse(f"{self.name}: {entry}", f"it cannot be unpacked: {error}", HINT) from error
        if not unpacker.eof and len(unpacked) <= most:
            raise refuse(f"{self.name}: {entry}", "it is cut off", HINT)
        return unpacked

    def _add_media(self, harvest: Harvest) -> None:
        """The pictures and sounds that drafts name, as far as they are there."""
        wanted = {file for draft in harvest.drafts for file in draft.files}
        held = dict(self._names()) if "media" in self.entries else {}
        total = 0
        for file in sorted(wanted):
            entry = held.get(file, "")
            if entry not in self.entries:
                continue
            harvest.media[file] = data = self._read(entry, LARGEST_MEDIA)
            total += len(data)
            if total > LARGEST_TOTAL:
                what = f"its pictures and sounds have more than {LARGEST_TOTAL >> 20} MB"
                raise refuse(self.name, what, "export the deck in parts")
        if others := len([file for file in held if file not in wanted]):
            harvest.lose(self.name, f"{count_of(others, 'file')} of its media that no fact shows or plays")

    def _names(self) -> Iterator[tuple[str, str]]:
        """Name of a picture or sound -> its entry in the zip."""
        data = self._read("media", LARGEST_MEDIA)
        where = f"{self.name}: media"
        try:
            if self.packed:
                pairs = [(str(index), text_of(entry, 1)) for index, entry in enumerate(messages(data, 1))]
            else:
                pairs = [(str(key), str(value)) for key, value in dict(json.loads(data or b"{}")).items()]
        except (ProtobufError, ValueError, TypeError) as error:
            raise refuse(where, f"the list of pictures and sounds cannot be read: {error}", HINT) from error
        return ((name, entry) for entry, name in pairs if PurePosixPath(name).name == name and "\\" not in name)


def _listed(entries: Iterable[str]) -> str:
    names = sorted(entries)
    return ", ".join(f"'{name}'" for name in names[:3]) + (" …" if len(names) > 3 else "") if names else "nothing"


def _what_instead(data: bytes) -> str:
    start = data[:512].lstrip().lower()
    if start.startswith((b"<!doctype", b"<html")):
        return "this is a web page: download the file itself"
    if start.startswith(b"sqlite format 3"):
        return "this is a collection, not a package: use File > Export in Anki"
    return f"perhaps its download was cut off: {HINT}"


importer = AnkiPackage()
