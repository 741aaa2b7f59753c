"""Sets for Quizlet: one row per cloze number or question, as text that Quizlet's paste box reads, and as CSV.

Quizlet splits pasted text at tabs and line ends and knows no quoting and no markup, so the paste files have neither.
The CSV file is for spreadsheets, which run what looks like a formula and cannot guess what an umlaut is.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dea_export.cards import is_pair, make_cards
from dea_export.exporters.api import Artifact, Job, Option
from dea_export.model.diagnostic import Diagnostic
from dea_export.model.facts import Fact
from dea_export.model.study import Study
from dea_export.words import Words, words_in

LARGEST_SET = 500  # rows; Quizlet's own limit is higher, but a set of more is no fun on a phone
HEADS = ("table.term", "table.definition", "table.id", "name.task", "table.tags", "name.kind", "about.source")
BARE = 2  # columns, for whoever imports the CSV file elsewhere
NUMBER = re.compile(r"-?\d+([.,]\d+)*")  # which a spreadsheet shows as it stands
SIGNS = "=+-@|%\N{MINUS SIGN}＝＋－＠｜％﹦﹢﹣﹫"  # with which a formula begins, also on a keyboard of wide letters
LONGEST_SLUG = 100  # bytes of a title in a file name: with the rest, what every file system takes
LONGEST = {"term": 1000, "definition": 1000}  # characters; not documented by Quizlet, figures differ by source


@dataclass(frozen=True, slots=True)
class Row:
    """One card: term and definition, plain text of one line each."""

    term: str
    definition: str


def make_rows(fact: Fact) -> Iterator[Row]:
    """The cards of one fact, in the order of their numbers; a pair once, since Quizlet asks each set both ways."""
    if is_pair(fact):
        other, one = make_cards(fact)
        yield Row(_flat(one.back), _flat(other.back))
        return
    for card in make_cards(fact):
        letters = [f"({chr(97 + i)}) {_flat(option)}" for i, option in enumerate(card.options)]
        beside = (f"({_flat(words)})" for words in card.beside)
        term = " ".join((_flat(card.front), *beside, *letters))
        picked = [letters[index] for index in card.picked] or map(_flat, card.answers)
        yield Row(term, " – ".join(("; ".join(picked), *([_flat(card.deciding)] if letters else []))))


def _flat(text: str) -> str:
    """One line: line ends become ` / `, since Quizlet would start a new card there."""
    lines = (re.sub(r"\s+", " ", line).strip() for line in text.splitlines())
    return " / ".join(line for line in lines if line)


class Quizlet:
    """The exporter."""

    help = "Sets for Quizlet: paste files by task, and one CSV file."
    options: tuple[Option, ...] = (
        Option("bare", "Only the columns Term and Definition in the CSV file.", default=False),
    )
    variants = ("",)

    def export(self, study: Study, job: Job) -> Sequence[Artifact]:
        """`<stem>-quizlet.csv` with all rows, and `quizlet/<task>-<slug>.txt` for each task, domain without tasks, or topic."""
        words = words_in(study.study.language)
        every = [tuple(words.say("name.topic" if key == "name.task" and not study.task else key) for key in HEADS)]
        sets: list[Artifact] = []
        taken: set[str] = set()
        for part in (part for section in study.sections for part in study.parts_of(section)):
            pairs = [(fact, row) for fact in part.facts for row in make_rows(fact)]
            every += (_cells(study, fact, row, words) for fact, row in pairs)
            sets += self._sets(job, "-".join(filter(None, (part.id, _slug(part.title)))), pairs, taken, words)
        data = _csv([cells[:BARE] for cells in every] if job.options.get("bare") else every)
        figures = {"rows": len(every) - 1}
        rows = Artifact(f"{job.stem}-quizlet.csv", data, figures, tuple(_unseen(study)), words.say("purpose.rows"))
        return [rows, *sets]

    def _sets(
        self, job: Job, name: str, pairs: list[tuple[Fact, Row]], taken: set[str], words: Words
    ) -> Iterator[Artifact]:
        folder = f"{job.stem}-quizlet" if job.filtered else "quizlet"
        for start in range(0, len(pairs), LARGEST_SET):
            some = pairs[start : start + LARGEST_SET]
            text = "".join(f"{row.term}\t{row.definition}\n" for _, row in some)
            file = f"{folder}/{_free(name, taken)}.txt"
            yield Artifact(file, text.encode(), {"rows": len(some)}, tuple(_long(some)), words.say("purpose.quizlet"))


def _unseen(study: Study) -> Iterator[Diagnostic]:
    """That pictures are left out: of those with a question the words stand in its row."""
    facts = [fact for fact in study.living if fact.front and fact.front.figure]
    if facts:
        count = f"{len(facts)} question{' has' if len(facts) == 1 else 's have'} a picture"
        message = f"{count}, first '{facts[0].id}', and Quizlet takes text only: the words of its 'alt' stand there"
        yield facts[0].id.problem("I622", message, "put the picture into the set on Quizlet's page", part="")


def _long(pairs: list[tuple[Fact, Row]]) -> Iterator[Diagnostic]:
    for fact, row in pairs:
        for side, text in (("term", row.term), ("definition", row.definition)):
            if len(text) > LONGEST[side]:
                message = f"the Quizlet {side} of '{fact.id}' has {len(text)} characters"
                yield Diagnostic(
                    fact.id.place, "W601", message, f"Quizlet may cut it; at most {LONGEST[side]} are safe"
                )


def _cells(study: Study, fact: Fact, row: Row, words: Words) -> tuple[str, ...]:
    """A row of the CSV file; beside the number of a task stands its title, or `1.10` would become 1.1."""
    task = study.task_of.get(fact.skill)
    where = f"{task.id} {task.title}" if task else study.topic_of[fact.id].title
    tags = ", ".join(fact.tags)
    return (row.term, row.definition, fact.id, where, tags, words.say(f"kind.{fact.kind_name}"), fact.source or "")


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    """RFC 4180 with a header; every cell in quotes, since not every spreadsheet separates cells at commas alone."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerows([*map(_guarded, row)] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _guarded(cell: str) -> str:
    """The cell as text: an apostrophe before what a spreadsheet would run, whatever cannot be seen in front of it."""
    first = next((char for char in cell if char.isprintable() and not char.isspace()), "")
    hidden = cell[:1] != first and cell[:1] in "\t\r\n"
    return f"'{cell}" if hidden or (first and first in SIGNS and not NUMBER.fullmatch(cell)) else cell


def _slug(title: str) -> str:
    """A title as a part of a file name: letters and digits of any script, their marks, and hyphens."""
    letters = (c if unicodedata.category(c)[0] in "LNM" else " " for c in unicodedata.normalize("NFC", title).lower())
    slug = "-".join("".join(letters).split())
    short = slug.encode()[:LONGEST_SLUG].decode(errors="ignore")
    return (
        unicodedata.normalize("NFC", short).strip("-")
        if short == slug or "-" not in short
        else short.rpartition("-")[0]
    )


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number where a set has it already; some file systems know no case."""
    number, found = 1, name
    while found.casefold() in taken:
        number += 1
        found = f"{name}-{number}"
    taken.add(found.casefold())
    return found


exporter = Quizlet()
