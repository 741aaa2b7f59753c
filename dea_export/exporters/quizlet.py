"""Sets for Quizlet: one row per cloze number or question, as text that Quizlet's paste box reads, and as CSV.

Quizlet splits pasted text at tabs and line ends and knows no quoting and no markup, so the paste files have neither.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dea_export.cards import make_cards
from dea_export.exporters.api import Artifact, Job, Option
from dea_export.model.diagnostic import Diagnostic
from dea_export.model.facts import Fact
from dea_export.model.study import Study

PURPOSE = "a set for Quizlet: copy all of it into Import"
LARGEST_SET = 500  # rows; Quizlet's own limit is higher, but a set of more is no fun on a phone
LONGEST = {"term": 1000, "definition": 1000}  # characters; not documented by Quizlet, figures differ by source


@dataclass(frozen=True, slots=True)
class Row:
    """One card: term and definition, plain text of one line each."""

    term: str
    definition: str


def make_rows(fact: Fact) -> Iterator[Row]:
    """The cards of one fact, in the order of their numbers."""
    for card in make_cards(fact):
        letters = [f"({chr(97 + i)}) {_flat(option)}" for i, option in enumerate(card.options)]
        term = " ".join((_flat(card.front), *letters))
        picked = (letters[card.options.index(answer)] if letters else _flat(answer) for answer in card.answers)
        yield Row(term, " – ".join(("; ".join(picked), *([_flat(card.deciding)] if letters else []))))


def _flat(text: str) -> str:
    """One line: line ends become ` / `, since Quizlet would start a new card there."""
    lines = (re.sub(r"\s+", " ", line).strip() for line in text.splitlines())
    return " / ".join(line for line in lines if line)


class Quizlet:
    """The exporter."""

    help = "Sets for Quizlet: paste files by task, and one CSV file."
    options: tuple[Option, ...] = ()
    variants = ("",)

    def export(self, study: Study, job: Job) -> Sequence[Artifact]:
        """`<stem>-quizlet.csv` with all rows, and `quizlet/<task>-<slug>.txt` for each task that has facts."""
        every: list[Row] = []
        sets: list[Artifact] = []
        for task in study.task.values():
            facts = [fact for fact in study.living if fact.task == task.id]
            pairs = [(fact, row) for fact in facts for row in make_rows(fact)]
            every += (row for _, row in pairs)
            sets += self._sets(job, f"{task.id}-{_slug(task.title)}", pairs)
        return [
            Artifact(
                f"{job.stem}-quizlet.csv", _csv(every), {"rows": len(every)}, purpose="all rows, for spreadsheets"
            ),
            *sets,
        ]

    def _sets(self, job: Job, name: str, pairs: list[tuple[Fact, Row]]) -> Iterator[Artifact]:
        folder = f"{job.stem}-quizlet" if job.filtered else "quizlet"
        for part, start in enumerate(range(0, len(pairs), LARGEST_SET), 1):
            some = pairs[start : start + LARGEST_SET]
            suffix = "" if part == 1 else f"-{part}"
            text = "".join(f"{row.term}\t{row.definition}\n" for _, row in some)
            yield Artifact(
                f"{folder}/{name}{suffix}.txt", text.encode(), {"rows": len(some)}, tuple(_long(some)), PURPOSE
            )


def _long(pairs: list[tuple[Fact, Row]]) -> Iterator[Diagnostic]:
    for fact, row in pairs:
        for side, text in (("term", row.term), ("definition", row.definition)):
            if len(text) > LONGEST[side]:
                message = f"the Quizlet {side} of '{fact.id}' has {len(text)} characters"
                yield Diagnostic(
                    fact.id.place, "W601", message, f"Quizlet may cut it; at most {LONGEST[side]} are safe"
                )


def _csv(every: Sequence[Row]) -> bytes:
    """RFC 4180 with a header, for spreadsheets and importers that read quoting."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("Term", "Definition"))
    writer.writerows((row.term, row.definition) for row in every)
    return out.getvalue().encode()


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


exporter = Quizlet()
