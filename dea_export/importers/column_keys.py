"""What the columns of a table hold: named by a heading, by the user, or by their position."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dea_export.importers.harvest import Draft, Harvest, refuse
from dea_export.importers.identifiers import latin
from dea_export.importers.read_texts import plain_words, read_text_as
from dea_export.markup import has_cloze, parse

KEYS = ("prompt", "answer", "text", "why", "source", "id", "topic", "tags")
NAMES = {
    "prompt": "prompt question front term word frage vorderseite begriff pregunta anverso recto pergunta frente q",
    "answer": "answer back definition translation antwort rückseite rueckseite respuesta reverso verso resposta a",
    "text": "text cloze sentence satz",
    "why": "why explanation extra notes note comment example beispiel erklärung hinweis explicación",
    "source": "source url link quelle fuente",
    "id": "id",
    "topic": "topic deck chapter subject thema kapitel tema",
    "tags": "tags tag schlagwörter etiquetas",
}
KNOWN = {word: key for key, words in NAMES.items() for word in words.split()}
GAP_OPENING = re.compile(r"\{\{c[1-9]\d{0,2}::")
TITLES = re.compile(r"\s*[^\W\d_]+(?: [^\W\d_]+){0,2}\s*")  # a word or three, without signs


def heading_keys(row: Sequence[str]) -> dict[int, str] | None:
    """Which column holds what, when the row is a heading; None when it is a card."""
    keys = {index: KNOWN[cell.strip().casefold()] for index, cell in enumerate(row) if cell.strip().casefold() in KNOWN}
    unique = len(set(keys.values())) == len(keys)
    return keys if unique and ({"prompt", "answer"} <= set(keys.values()) or "text" in keys.values()) else None


def seems_heading(row: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    """Whether a row that is no known heading may be one: all its cells are like titles, and few other rows are so."""
    alike = sum(map(_titled, others))
    return _titled(row) and alike * 4 <= len(others) and bool(others)


def _titled(row: Sequence[str]) -> bool:
    return all(cell[:1].isupper() and TITLES.fullmatch(cell) for cell in row)


def named_keys(wanted: Sequence[str], heading: Sequence[str], name: str) -> tuple[dict[int, str], bool]:
    """What `--columns` says, and whether it names columns by a heading, which then is no card."""
    by_name = any("=" in word for word in wanted)
    cells = [cell.strip().casefold() for cell in heading]
    keys: dict[int, str] = {}
    for index, word in enumerate(wanted):
        title, _, key = word.rpartition("=")
        if key not in (*KEYS, "-"):
            raise refuse(name, f"there is no key '{key}' for a column", f"one of {', '.join(KEYS)}, and - for none")
        if by_name and title.strip().casefold() not in cells:
            raise refuse(f"{name}:1", f"there is no column '{title}'", f"there are {', '.join(filter(None, cells))}")
        keys[cells.index(title.strip().casefold()) if by_name else index] = key
    return {index: key for index, key in keys.items() if key != "-"}, by_name or heading_keys(heading) is not None


def draft_row(row: Mapping[str, str], where: str, words: str, harvest: Harvest) -> None:
    """A row by its keys -> a draft, or a loss."""
    read = {
        key: read_text_as(words, row[key], clozes=key in {"prompt", "text"})
        for key in ("prompt", "text", "answer", "why")
        if row.get(key)
    }
    for one in read.values():
        harvest.lose(where, *one.left_behind)
    asked = next((read[key].markdown for key in ("text", "prompt") if key in read), "")
    answer = read["answer"].markdown if "answer" in read else ""
    why = read["why"].markdown if "why" in read else ""
    if has_cloze(parse(asked).root):  # a second column beside a sentence with gaps is Anki's "extra"
        why, answer = "\n\n".join(filter(None, (answer, why))), ""
    elif not asked or not answer:
        missing = "answer" if asked else "question"
        words = plain_words(asked or answer)[:60]
        harvest.lose(where, f"'{words}' has no {missing}" if words else "an empty row")
        return
    tags = tuple(dict.fromkeys(filter(None, map(tag_of, row.get("tags", "").replace(",", " ").split()))))
    source, id_, topic = (" ".join(row.get(key, "").split()) for key in ("source", "id", "topic"))
    harvest.drafts.append(Draft(where, asked, answer, why=why, source=source, id=id_, topic=topic, tags=tags))


def tag_of(word: str) -> str:
    """A tag of Anki as one of ours: small letters, digits, hyphens and dots; "" when nothing is left."""
    return re.sub(r"[^a-z0-9.]+", "-", latin(word)).strip("-.")
