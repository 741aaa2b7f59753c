"""`dea-export import`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dea_export.cli.adopted_deck import adopt_notes, name_deck, require_new_study
from dea_export.cli.console import in_one_line
from dea_export.cli.content import read_study
from dea_export.cli.imported_files import hand_out, place_media
from dea_export.cli.options import debug_option, quiet_option, require_words
from dea_export.model.diagnostic import DeaExportError, count_of
from dea_export.model.sound_files import is_sound
from dea_export.model.suggestions import did_you_mean
from dea_export.reading.ids import NUMBER_HINT, is_id, is_number

if TYPE_CHECKING:
    from dea_export.importers.harvest import Harvest, Loss, Wishes


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False),
              help="A new file for the drafts, pictures and sounds beside it in media/; without it they are printed.")  # fmt: skip
@click.option("--study", metavar="ID", help="Make a whole study of this id, and not facts alone.")
@click.option("--title", callback=require_words, help="Its title.")
@click.option("--language", callback=require_words, default="en", show_default=True, help="Its language.")
@click.option("--into", type=click.Path(path_type=Path, dir_okay=False, exists=True), metavar="STUDY",
              help="The content file that facts are for: no id of it is used again.")  # fmt: skip
@click.option("--skill", help="The skill of all facts, for a study that has skills.")
@click.option("--topic", callback=require_words,
              help="The heading of facts without a deck or heading; else the title of the study.")  # fmt: skip
@click.option("--both-ways", is_flag=True, help="Let each answer ask for its question, too, as vocabulary is learnt.")
@click.option("--from", "name", metavar="NAME", help="What the files are: anki, anki-text, csv, markdown, quizlet.")
@click.option("--separator", default="", help="Between columns: tab, comma, semicolon, or the sign itself.")
@click.option("--between", default="", help="Between the cards of Quizlet's export, where it is no line end.")
@click.option("--columns", default="", help="What columns hold: prompt,answer,-,tags or Wort=prompt,Bild=-.")
@click.option("--encoding", default="", help="Of a text that is not UTF-8: cp1252, utf-16, shift_jis.")
@click.option("--keep-guids", is_flag=True,
              help="Go on with the deck that learners have: its notes keep guid, note type and reviews.")  # fmt: skip
@click.option("--text", "words", type=click.Choice(["plain", "html", "markdown"]), help="How texts are written.")
@quiet_option
@debug_option
def import_command(  # noqa: PLR0913, PLR0917  the command line is the interface
    files: Sequence[Path], output: Path | None, study: str | None, title: str | None, language: str, into: Path | None,
    skill: str | None, topic: str | None, name: str | None, separator: str, between: str, columns: str, encoding: str,
    words: str | None, *, both_ways: bool, keep_guids: bool, quiet: bool,
) -> None:  # fmt: skip
    """Make draft facts from cards of other programs: CSV, Quizlet, Anki, Markdown.

    The drafts pass 'dea-export check' without errors; ids are proposed from the words. What could not be carried over
    is listed with its place. No file is ever written over.

    \b
    Examples:
      dea-export import words.csv
      dea-export import deck.apkg --study spanish --title Spanish -o content/spanish.yaml
      dea-export import notes.csv --separator ';' --columns Frage=prompt,Antwort=answer
      dea-export import words.csv --both-ways --study spanish --title Spanish -o content/spanish.yaml
      dea-export import old-deck.apkg --keep-guids --study spanish -o content/spanish.yaml
    """
    from dea_export.importers.draft_study import Aim, write_drafts
    from dea_export.importers.harvest import Wishes

    _check_words(study, title, skill, output)
    if keep_guids:
        require_new_study(study, output, into)
        if both_ways:
            raise click.UsageError("--both-ways would give notes that learners have a second card: leave it out")
    keys = tuple(word.strip() for word in columns.split(",") if word.strip())
    harvest = _harvest(files, name, Wishes(separator, between, keys, encoding, words or "", keep_guids))
    deck = name_deck(harvest.drafts, title or study or "") if keep_guids else ""
    taken = _taken(into, skill) if into else frozenset()
    aim = Aim(study or "", title or "", language, skill or "", topic or "", taken, deck, both_ways)
    placed = place_media(harvest, output)
    drafted = write_drafts(harvest.drafts, aim)
    named = {file for draft in drafted.drafts for file in draft.files}
    kept = {file: one for file, one in placed.items() if file in named}
    ledger = adopt_notes(drafted, harvest, {file: one.packed for file, one in kept.items()}) if keep_guids else ""
    missing = "draft" if not drafted.drafts else "note that can keep its guid" if keep_guids and not ledger else ""
    if not missing:
        hand_out(drafted.text, output, kept.values(), ledger)
    _report((*harvest.losses, *drafted.losses), len(drafted.drafts), kept, quiet=quiet)
    if missing:
        raise DeaExportError(
            f"there is no {missing}: nothing was written",
            "the lines above say why; only .apkg and .colpkg files hold guids"
            if keep_guids
            else "the lines above say why",
        )


def _check_words(study: str | None, title: str | None, skill: str | None, output: Path | None) -> None:
    """Raises UsageError for words that no study can have, and for a file that is there."""
    if study is not None and not is_id(study):
        raise click.UsageError(f"'{study}' is not an id for a study: small letters, digits and single hyphens")
    if skill is not None and not is_number(skill):
        raise click.UsageError(f"'{skill}' is not a skill: {NUMBER_HINT}")
    if title is not None and study is None:
        raise click.UsageError("--title is that of a study: name its id, too: --study ID")
    if output is not None and output.exists():
        raise click.UsageError(f"'{output}' exists: name a new file")


def _taken(into: Path, skill: str | None) -> frozenset[str]:
    """The ids of facts and exam items in the study that the drafts join; raises DeaExportError where it has no such skill."""
    study = read_study(into)[1]
    if skill is not None and skill not in study.task_of:
        hint = did_you_mean(skill, filter(None, study.task_of)) or "leave it out: the study lists no tasks and skills"
        raise DeaExportError(f"{into} has no skill '{skill}'", hint)
    return frozenset(map(str, (*study.by_id, *(item.id for item in study.exam_items))))


def _harvest(files: Sequence[Path], name: str | None, wishes: Wishes) -> Harvest:
    """What all files hold; raises DeaExportError for the first that cannot be read."""
    from dea_export.importers.harvest import Harvest, Source
    from dea_export.importers.installed_importers import harvest_file

    whole = Harvest()
    for path in files:
        found = harvest_file(Source(str(path), _bytes(path), wishes), name or "")
        whole.drafts += found.drafts
        whole.losses += found.losses
        for id_, type_ in found.types.items():
            if whole.types.setdefault(id_, type_) != type_:
                raise DeaExportError(f"{path}: another file has another note type '{type_.name}'", "import one of them")
        for file, data in found.media.items():
            if whole.media.setdefault(file, data) != data:
                raise DeaExportError(f"{path}: another file has another '{file}', too", "import them one by one")
    return whole


def _bytes(path: Path) -> bytes:
    from dea_export.importers.harvest import LARGEST_PACKAGE

    if path.exists() and not path.is_file() and not path.is_dir():  # of a pipe nothing may ever come
        raise DeaExportError(f"'{path}' cannot be read: it is not a file", "write what is to be imported into one")
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_PACKAGE + 1)
    except OSError as error:
        raise DeaExportError(f"'{path}' cannot be read: {error.strerror}", "name the files to import") from error


def _report(losses: Sequence[Loss], drafts: int, media: Collection[str], *, quiet: bool) -> None:
    """What was not carried over, and how much was."""
    for where, what, kept in losses:
        said = "look at it" if kept else "not carried over"
        click.echo(in_one_line(f"{where}: {said}: {what}"), err=True)
    if not quiet:
        sounds = sum(map(is_sound, media))
        beside = {"picture": len(media) - sounds, "sound": sounds}
        shown = [count_of(drafts, "draft"), *(count_of(number, what) for what, number in beside.items() if number)]
        lost = sum(not loss.kept for loss in losses)
        click.echo(
            f"{', '.join(shown)}; " + (f"{lost} not carried over" if lost else "everything was carried over"), err=True
        )
