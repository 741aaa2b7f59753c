"""Where imported facts, their pictures and sounds go: new files, never over one that is there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from dea_export.cli.content_file import ledger_of, media_of
from dea_export.cli.media_files import MediaError
from dea_export.cli.new_files import write_new_files
from dea_export.cli.pictures import DRAWING, PICTURES, pack_picture
from dea_export.cli.sounds import pack_sound
from dea_export.model.diagnostic import DeaExportError
from dea_export.model.sound_files import SOUNDS, is_sound

if TYPE_CHECKING:
    from dea_export.importers.harvest import Draft, Harvest


class Placed(NamedTuple):
    """A picture or sound of a file, and what decks hold of it."""

    path: Path
    written: bytes
    packed: bytes


def place_media(harvest: Harvest, output: Path | None) -> dict[str, Placed]:
    """The pictures and sounds to be written, by name; drafts lose those that cannot be shown or played or have no place."""
    kept: dict[str, Placed] = {}
    wrong: dict[str, str] = {}
    for file, data in harvest.media.items():
        try:
            placed = _placed(media_of(output or Path()) / file, data)
            if why := _in_the_way(placed, printed=output is None):
                wrong[file] = why
            else:
                kept[file] = placed
        except MediaError as error:
            wrong[file] = error.message
    harvest.drafts = [_without_lost_media(draft, harvest, wrong) for draft in harvest.drafts]
    return kept


def _placed(path: Path, data: bytes) -> Placed:
    """What to write of a stranger's file: itself, of a drawing what is left when it is cleaned. Raises MediaError."""
    name = path.name
    if not name.lower().endswith(PICTURES) and not is_sound(name):
        raise MediaError("E218", f"it is none of {', '.join((*PICTURES, *SOUNDS))}", "")
    packed = (pack_sound if is_sound(name) else pack_picture)(name, data).data
    return Placed(path, packed if name.lower().endswith(DRAWING) else data, packed)


def _in_the_way(placed: Placed, *, printed: bool) -> str:
    """Why a picture or sound has no place; "" when it has one."""
    if printed:
        return "pictures and sounds are written with -o FILE only"
    path = placed.path
    taken = path.is_symlink() or (path.exists() and (not path.is_file() or path.read_bytes() != placed.written))
    return f"'{path}' is there and is another file" if taken else ""


def _without_lost_media(draft: Draft, harvest: Harvest, wrong: Mapping[str, str]) -> Draft:
    lost = {file for file in draft.files if file in wrong or file not in harvest.media}
    if not lost:
        return draft
    picture = draft.picture if draft.picture and draft.picture.file not in lost else None
    for file in draft.files:
        if file in lost:
            what = "picture" if draft.picture and file == draft.picture.file else "sound"
            harvest.lose(draft.where, f"the {what} '{file}': {wrong.get(file, 'it is not in the file')}")
    return replace(draft, picture=picture, sounds=tuple(one for one in draft.sounds if one.file not in lost))


def hand_out(text: str, output: Path | None, media: Collection[Placed], ledger: str = "") -> None:
    """Prints the drafts, or writes their pictures and sounds, the ledger of an adopted deck, and then them."""
    if output is None:
        click.echo(text, nl=False)
        return
    files = {placed.path: placed.written for placed in media if not placed.path.exists()}
    files |= {ledger_of(output): ledger.encode()} if ledger else {}
    try:
        write_new_files({**files, output: text.encode()})
    except OSError as error:
        where = error.filename or output
        raise DeaExportError(f"'{where}' cannot be written: {error.strerror}", "choose another place") from error
