"""Where imported facts and their pictures go: new files, never over one that is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dea_export.cli.content_file import ledger_of, media_of
from dea_export.cli.media_files import MediaError
from dea_export.cli.new_files import write_new_files
from dea_export.cli.pictures import DRAWING, PICTURES, pack_picture
from dea_export.model.diagnostic import DeaExportError

if TYPE_CHECKING:
    from dea_export.importers.harvest import Draft, Harvest


def place_pictures(harvest: Harvest, output: Path | None) -> dict[Path, bytes]:
    """The pictures to be written, by path; drafts lose those that cannot be shown or have no place."""
    kept: dict[Path, bytes] = {}
    wrong: dict[str, str] = {}
    for file, data in harvest.pictures.items():
        path = media_of(output or Path()) / file
        try:
            written = _clean(file, data)
            if why := _in_the_way(path, written, printed=output is None):
                wrong[file] = why
            else:
                kept[path] = written
        except MediaError as error:
            wrong[file] = error.message
    harvest.drafts = [_without_lost_picture(draft, harvest, wrong) for draft in harvest.drafts]
    return kept


def _clean(file: str, data: bytes) -> bytes:
    """What to write of a stranger's picture: itself, of a drawing what is left when it is cleaned. Raises MediaError."""
    if not file.lower().endswith(PICTURES):
        raise MediaError("E218", f"it is none of {', '.join(PICTURES)}", "")
    packed = pack_picture(file, data).data
    return packed if file.lower().endswith(DRAWING) else data


def _in_the_way(path: Path, data: bytes, *, printed: bool) -> str:
    """Why a picture has no place; "" when it has one."""
    if printed:
        return "pictures are written with -o FILE only"
    taken = path.is_symlink() or (path.exists() and (not path.is_file() or path.read_bytes() != data))
    return f"'{path}' is there and is another file" if taken else ""


def _without_lost_picture(draft: Draft, harvest: Harvest, wrong: Mapping[str, str]) -> Draft:
    file = draft.picture.file if draft.picture else ""
    if not file or (file in harvest.pictures and file not in wrong):
        return draft
    harvest.lose(draft.where, f"the picture '{file}': {wrong.get(file, 'it is not in the file')}")
    return replace(draft, picture=None)


def hand_out(text: str, output: Path | None, pictures: Mapping[Path, bytes], ledger: str = "") -> None:
    """Prints the drafts, or writes their pictures, the ledger of an adopted deck, and then them."""
    if output is None:
        click.echo(text, nl=False)
        return
    files = {path: data for path, data in pictures.items() if not path.exists()}
    files |= {ledger_of(output): ledger.encode()} if ledger else {}
    try:
        write_new_files({**files, output: text.encode()})
    except OSError as error:
        where = error.filename or output
        raise DeaExportError(f"'{where}' cannot be written: {error.strerror}", "choose another place") from error
