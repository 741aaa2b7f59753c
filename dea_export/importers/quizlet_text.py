"""Quizlet's export: term and definition, between them a tab or a sign of one's own, a card a line or between own signs.

Nothing is quoted there. With lines as cards, a line without the separator goes on with the definition before it.
"""

from __future__ import annotations

from dea_export.importers.column_keys import draft_row
from dea_export.importers.delimited import separator_named
from dea_export.importers.harvest import Harvest, Source
from dea_export.importers.text_files import first_lines, looks_like_text, read_text


class QuizletText:
    """The importer."""

    help = "Quizlet's export: a tab and a line end, or separators of your own."

    def knows(self, source: Source) -> bool:
        """Lines of two columns with a tab, in a file for text; or separators that CSV does not have."""
        wishes = source.wishes
        if not looks_like_text(source) or wishes.columns:
            return False
        if wishes.between or len(separator_named(wishes.separator)) > 1:
            return True
        lines = [line for line in first_lines(source)[:-1] or first_lines(source) if line.strip()]
        named = source.name.lower().endswith(".txt") and not wishes.separator
        return named and bool(lines) and lines[0].count("\t") == 1 and all(line.count("\t") <= 1 for line in lines)

    def harvest(self, source: Source) -> Harvest:
        """A draft for each card."""
        text, wishes = read_text(source), source.wishes
        separator = separator_named(wishes.separator) or "\t"
        between = separator_named(wishes.between) or "\n"
        harvest, line = Harvest(), 1
        cards: list[tuple[int, str]] = []
        for piece in text.split(between):
            if separator not in piece and cards and between == "\n" and piece.strip():
                cards[-1] = (cards[-1][0], f"{cards[-1][1]}\n{piece}")
            elif piece.strip():
                cards.append((line + len(piece[: len(piece) - len(piece.lstrip("\n"))]), piece))
            line += piece.count("\n") + between.count("\n")
        for number, card in cards:
            term, _, definition = card.partition(separator)
            draft_row(
                {"prompt": term.strip(), "answer": definition.strip()},
                f"{source.name}:{number}",
                wishes.words or "plain",
                harvest,
            )
        return harvest


importer = QuizletText()
