"""`index.html`: a door to the folder: every file of the run, its size and purpose, and what the last release changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from dea_export.cli.build.journal import INDEX
from dea_export.cli.build.orders import Failed, Made
from dea_export.cli.build.results import Results
from dea_export.cli.build.run_report import say_size
from dea_export.exporters.api import Artifact
from dea_export.exporters.registry import SUMMARIES
from dea_export.exporters.templates import Templates
from dea_export.exporters.web_pages import fill_plain_page
from dea_export.ledger.ledger import Ledger
from dea_export.model.diagnostic import DeaExportError
from dea_export.model.study import Study
from dea_export.words import Words, words_in

TITLES = {  # our exporters, in the order in which a newcomer meets what they make
    "html": "files.browser",
    "anki": "files.anki",
    "pdf": "files.print",
    "cards": "files.print",
    "exam": "files.exams",
    "quizlet": "files.quizlet",
    "markdown": "files.text",
}
OTHERS = "files.others"
MANY = 8  # entries of a group, or files of one, from which on it is folded
MAKER = "all", "", "dea-export"  # exporter, variant and package, as the manifest names them


def add_index(study: Study, results: Results, templates: Templates, ledger: Ledger) -> None:
    """The index of what is in the results becomes one of them; a theme that spoils it costs nothing else."""
    try:
        made: Made | Failed = Made(*MAKER, (make_index(study, results, templates, ledger),))
    except DeaExportError as error:
        made = Failed(*MAKER, error.message, error.hint, "", misused=True)
    results.add([made])


def make_index(study: Study, results: Results, templates: Templates, ledger: Ledger) -> Artifact:
    """The page. It leads to files beside it, and loads none of them."""
    groups = list(_groups(results, words_in(study.study.language)))
    files = [file for group in groups for entry in group["entries"] for file in entry]
    deck = _first(files, ".apkg")
    values = {
        "groups": groups,
        "page": _first(files, ".html"),
        "deck": deck,
        "code": _code(study.study.site, deck["address"]) if study.study.site and deck else None,
        "facts": len(study.living),
        "exams": len(study.exams),
        "changes": _changes(study, ledger),
    }
    return Artifact(INDEX, fill_plain_page(templates, "index", "index", study.study, values).encode())


def renew_sizes(index: bytes, artifacts: Iterable[Artifact]) -> Artifact:
    """The page of the last whole run when some of its files have been made anew: only their sizes are others."""
    from markupsafe import escape

    page = index.decode("utf-8", "surrogateescape")
    for artifact in artifacts:
        link = re.escape(f'<a href="{escape(quote(artifact.name))}">')
        page = re.sub(
            rf'({link}[^<]*</a> <span class="size">)[^<]*', rf"\g<1>{say_size(len(artifact.data))}", page, count=1
        )
    return Artifact(INDEX, page.encode("utf-8", "surrogateescape"))


def _groups(results: Results, words: Words) -> Iterator[dict[str, Any]]:
    """The files by what they are for, papers of the same together: ours in the order of `TITLES`, then what others made."""
    files: dict[str, list[dict[str, str]]] = {}
    order = [*TITLES]
    for made in sorted(
        results.made, key=lambda one: order.index(one.exporter) if one.exporter in order else len(order)
    ):
        of = files.setdefault(TITLES.get(made.exporter, OTHERS), [])
        of += (_file(made, artifact, words) for artifact in made.artifacts)
    for title in dict.fromkeys((*TITLES.values(), OTHERS)):
        if some := files.get(title):
            entries: dict[str, list[dict[str, str]]] = {}
            for file in some:
                entries.setdefault(file["purpose"], []).append(file)
            many = max(len(entries), *map(len, entries.values())) > MANY
            yield {"title": words.say(title), "entries": list(entries.values()), "files": len(some), "many": many}


def _file(made: Made, artifact: Artifact, words: Words) -> dict[str, str]:
    """Name, address, size and purpose of a file."""
    return {
        "name": artifact.name,
        "address": quote(artifact.name),
        "size": say_size(len(artifact.data)),
        "purpose": artifact.purpose or SUMMARIES.get(made.exporter, words.say("purpose.from", package=made.package)),
    }


def _first(files: list[dict[str, str]], ending: str) -> dict[str, str] | None:
    return next((file for file in files if file["name"].endswith(ending)), None)


def _code(site: str, address: str) -> dict[str, Any]:
    """What a phone's camera reads, and the picture of it: an SVG without a style of its own, which the policy would stop."""
    import segno
    from markupsafe import Markup

    target = f"{site.rstrip('/')}/{address}"
    drawn = segno.make(target, micro=False).svg_inline(omitsize=True, light="#ffffff", svgclass=None, lineclass=None)
    return {"target": target, "svg": Markup(drawn)}  # noqa: S704  numbers of its modules


def _changes(study: Study, ledger: Ledger) -> dict[str, Any] | None:
    """The facts that the last release brought or corrected; of the first one there is nothing to say."""
    if ledger.last is None or ledger.last is ledger.releases[0]:
        return None
    name = ledger.last.name
    entries = [ledger.entries[fact.id] for fact in study.living if fact.id in ledger.entries]
    new = [entry.id for entry in entries if entry.first == name]
    corrected = [entry.id for entry in entries if entry.changed == name and entry.first != name]
    lists = [{"title": title, "ids": ids} for title, ids in (("files.corrected", corrected), ("files.new", new)) if ids]
    return {"release": name, "lists": lists} if lists else None
