"""The user's files: the content, the ledger and the pictures beside it, and the study that is in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

import click

from dea_export.cli.console import show_problems
from dea_export.cli.content_file import find_content, leads_away, ledger_of, media_of
from dea_export.cli.media_files import MediaError, Packed
from dea_export.cli.pictures import LARGEST_FILE, PICTURES, find_pictures, pack_picture
from dea_export.cli.sounds import pack_sound
from dea_export.ledger import EMPTY, Ledger
from dea_export.ledger.forbidden import forbidden_changes
from dea_export.ledger.ledger_file import RESTORE_LEDGER, parse_ledger
from dea_export.model.diagnostic import Diagnostic, has_errors
from dea_export.model.place import Place
from dea_export.model.sound_files import SOUNDS
from dea_export.model.study import Study
from dea_export.model.text import Text
from dea_export.reading.decoding import LARGEST
from dea_export.reading.loader import Loaded, load

OF_THE_SYSTEM = {"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"}  # beside those that begin with a dot


@dataclass(frozen=True, slots=True)
class Content:
    """A content file as found and read."""

    path: Path
    name: str  # as shown: relative to the working folder where that is shorter
    raw: bytes
    loaded: Loaded
    media: Mapping[str, bytes] = field(default_factory=dict)
    ledger: Ledger = EMPTY
    bundled: bool = False  # the study inside the package, because there is none here

    @property
    def lock(self) -> Path:
        """The ledger beside the content file."""
        return ledger_of(self.path)


def read_content(given: Path | None, *, compared: bool = True) -> Content:
    """Finds and reads the content; what is wrong with it is in `loaded.problems`.

    `compared`: what the ledger forbids is wrong too.
    """
    return read_found(*find_content(given), compared=compared)


def read_found(path: Path, bundled: bool, *, compared: bool = True) -> Content:
    """The same of a content file that `find_content` has found."""
    name = _shown(path)
    raw = _bytes(path, name)
    if isinstance(raw, Diagnostic):
        return Content(path, name, b"", Loaded(None, (raw,), ""), bundled=bundled)
    loaded = load(raw, name)
    if loaded.study is None:
        return Content(path, name, raw, loaded, bundled=bundled)
    media, problems = read_media(loaded.study, media_of(path))
    ledger, contradictions = read_ledger(ledger_of(path))
    problems += [*contradictions, *(forbidden_changes(loaded.study, ledger) if compared and not contradictions else ())]
    if problems:
        study = None if has_errors(problems) else loaded.study
        loaded = Loaded(study, (*loaded.problems, *problems), loaded.text)
    return Content(path, name, raw, loaded, media, ledger, bundled)


def read_study(given: Path | None, *, compared: bool = True) -> tuple[Content, Study]:
    """The content with its study; when that has errors, shows them and ends the command with exit code 1."""
    content = read_content(given, compared=compared)
    if content.loaded.study is None:
        show_problems(content.loaded.problems, content.loaded.text, "human", err=True)
        raise click.exceptions.Exit(1)
    return content, content.loaded.study


def read_ledger(path: Path) -> tuple[Ledger, tuple[Diagnostic, ...]]:
    """The ledger in a file, empty when there is none, and what is wrong with it."""
    if not path.exists():
        return Ledger(_shown(path)), ()
    if not path.is_file():  # of a pipe nothing may ever come
        return Ledger(), (_unreadable(path, "it is not a file"),)
    if leads_away(path, path.parent):
        return Ledger(), (_unreadable(path, "it is a link to another folder"),)
    try:
        return parse_ledger(path.read_bytes().decode("utf-8"), _shown(path))
    except OSError as error:
        return Ledger(), (_unreadable(path, error.strerror or str(error)),)
    except UnicodeDecodeError as error:
        return Ledger(), (_unreadable(path, str(error)),)


def _unreadable(path: Path, why: str) -> Diagnostic:
    return Diagnostic(Place(_shown(path)), "E508", f"the ledger cannot be read: {why}", RESTORE_LEDGER, width=0)


def _shown(path: Path) -> str:
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def _bytes(path: Path, name: str) -> bytes | Diagnostic:
    place = Place(name)
    if path.is_dir():
        return Diagnostic(place, "E013", f"'{name}' is a folder", "name the YAML file in it")
    if path.exists() and not path.is_file():  # a pipe can be read once, and `all` reads twice
        return Diagnostic(place, "E014", f"'{name}' is not a file", "write the content into a file")
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        return Diagnostic(place, "E014", f"'{name}' cannot be read: {error.strerror}", "check the file's permissions")


def read_media(study: Study, folder: Path) -> tuple[dict[str, bytes], list[Diagnostic]]:
    """The files that figures and sounds name, by that name, as they are packed; what cannot be shown or played is a problem."""
    media: dict[str, bytes] = {}
    problems: list[Diagnostic] = []
    present = find_pictures(folder)
    pictures = [(figure.file, PICTURE) for fact in study.facts for figure in fact.figures()]
    sounds = [(sound.file, SOUND) for fact in study.facts for sound in fact.sounds()]
    for word, form in (*pictures, *sounds):
        try:
            if word not in media:
                media[word], lost = _packed(word, form, present, folder)
                problems += [_cleaned(word, lost)] if lost else []
        except MediaError as error:
            problems.append(word.problem(error.code, error.message, error.hint))
    return media, [*problems, *_unused({normalize("NFC", word) for word, _ in (*pictures, *sounds)}, present)]


def _cleaned(word: Text, lost: Sequence[str]) -> Diagnostic:
    hint = "if nothing is missed, save it as plain SVG without these; what runs, moves or loads is never shown"
    return word.problem("W220", f"the drawing '{word}' is shown without {', '.join(lost)}", hint)


class _Form(NamedTuple):
    """What a fact may name in media/, and how that is called, told by its name, and packed."""

    name: str
    article: str
    endings: tuple[str, ...]
    smaller: str  # what to do with a file that is too large to be read
    pack: Callable[[str, bytes], Packed]


PICTURE = _Form("figure", "a picture", PICTURES, "scale it down", pack_picture)
SOUND = _Form("sound", "a sound", tuple(SOUNDS), "cut it, or save it as .mp3", pack_sound)


def _packed(word: str, form: _Form, present: Mapping[str, Path], folder: Path) -> Packed:
    """What to pack for a file; `present` has what is there by name, in the composed form of Unicode."""
    said = f"the {form.name} '{word}'"
    if "/" in word or "\\" in word or word.startswith(".") or (folder / word).is_symlink():
        raise MediaError("E218", f"{said} is not a plain file name", f"put the file into {_shown(folder)}/")
    if Path(word).suffix.lower() not in form.endings:
        raise MediaError("E218", f"{said} is not {form.article}", f"one of {', '.join(form.endings)}")
    path = present.get(normalize("NFC", word))
    if path is None and folder.is_symlink():
        raise MediaError("E219", f"{said} is behind a link: {folder.name}/", "put the folder itself there")
    if path is None:
        raise MediaError("E219", f"{said} is not in {folder.name}/", f"put it there: {_shown(folder / word)}")
    if (size := path.stat().st_size) > LARGEST_FILE:
        raise MediaError("E220", f"{said} has {size // 1024 // 1024} MB", form.smaller)
    try:
        return form.pack(word, path.read_bytes())
    except OSError as error:
        raise MediaError("E219", f"{said} cannot be read: {error.strerror}", "check the file") from error


def _unused(named: set[str], present: Mapping[str, Path]) -> list[Diagnostic]:
    """Pictures and sounds that no fact names. What systems leave in every folder is nobody's picture."""
    hint = "name it in a 'figure' or in 'audio', or remove the file"
    return [
        Diagnostic(Place(_shown(path)), "W219", f"no fact names '{name}'", hint, width=0)
        for name, path in sorted(present.items())
        if name not in named and not name.startswith(".") and name.casefold() not in OF_THE_SYSTEM
    ]
