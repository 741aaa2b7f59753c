"""A fact -> what the page knows of it: the HTML that markup makes of its texts, and by what it is found.

A body stands in the page once: its gaps carry their numbers and hints, so that the page hides those of the card asked.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from html import escape

from dea_export.cards import asked_body, asked_prompt, card_numbers, is_pair, read_asides
from dea_export.cards.sheet_words import read_sheet_words
from dea_export.exporters.api import Json
from dea_export.exporters.data_urls import data_url
from dea_export.exporters.nobreak import bind_html
from dea_export.markup import Node, parse
from dea_export.markup.html import HtmlRenderer
from dea_export.model.blocks import ClozeNote, QuestionNote
from dea_export.model.facts import Fact
from dea_export.model.study import Study
from dea_export.model.text import Text
from dea_export.words import words_in

IN_A_LINE = {"checked"}  # asides whose lines are parts of one


class PageRenderer(HtmlRenderer):
    """Markup for the page: gaps that can be hidden, mentions that lead to facts, pictures within the page."""

    def __init__(self, media: Mapping[str, bytes]) -> None:
        self.media = media

    def bound(self, text: Text) -> str:
        """HTML of a text, in which no line end parts a number from its unit."""
        return bind_html(self.render(parse(text).root))

    def render(self, node: Node) -> str:
        """HTML of a node."""
        match node.kind:
            case "mention":
                return f'<a href="#{escape(node.info)}">{self.inside(node)}</a>'
            case _:
                return super().render(node)

    def gap(self, cloze: Node, inside: Callable[[], str]) -> str:
        """A gap that knows its number and hint, in code too."""
        hint = f' data-hint="{escape(cloze.info)}"' if cloze.info else ""
        return f'<span class="gap" data-gap="{cloze.number}"{hint}>{inside()}</span>'

    def table(self, node: Node) -> str:
        """A table, in a box of its own that scrolls where it is too wide; what heads nothing is no heading."""
        made = super().table(node).replace('<th scope="col"></th>', "<td></td>", 1)
        return f'<div class="table">{made}</div>'

    def follows(self, condition: str, rest: str) -> str:
        """A branch that can be folded, so that one walks through the tree."""
        return f'<details open><summary class="condition">{condition}</summary>{rest}</details>'

    def aligned(self, cell: Node) -> str:
        """By a class: the page lets no `style` attribute in."""
        return f' class="to-{cell.info}"' if cell.info else ""

    def picture(self, node: Node) -> str:
        """The picture; its words where the picture itself is not at hand."""
        words = self.inside(node)
        if (data := self.media.get(node.info)) is None:
            return words
        return f'<img src="{data_url(node.info, data)}" alt="{escape(node.children[0].content)}">'


def describe_fact(study: Study, fact: Fact, renderer: PageRenderer) -> dict[str, Json]:
    """One entry of the page's data."""
    task = study.task_of.get(fact.skill)
    return {
        "id": str(fact.id),
        "task": task.id if task else None,
        "services": list(map(str, fact.services)),
        "rank": fact.rank,
        "kind": fact.kind_name,
        "tags": list(map(str, fact.tags)),
        **({"sheet": fact.sheet.priority} if fact.sheet else {}),
        "cards": list(card_numbers(fact)),
        **({"apart": True} if is_pair(fact) else {}),
        "digest": digest_texts(fact),
        **_asked(fact, renderer),
        "about": list(_about(study, fact, renderer)),
    }


def describe_line(fact: Fact, renderer: PageRenderer) -> str:
    """HTML of what the cheat sheet says of the fact."""
    return bind_html("".join(map(renderer.render, read_sheet_words(fact))))


def digest_texts(fact: Fact) -> str:
    """The same as long as what a learner learnt is what the fact says: where it stands and its source do not count."""
    texts = [*(text for text, *_ in fact.prose()), *fact.asides().values()]
    said = json.dumps([fact.kind_name, *texts], ensure_ascii=False)
    return sha256(said.encode()).hexdigest()[:10]


def _asked(fact: Fact, renderer: PageRenderer) -> dict[str, Json]:
    """What is asked: `body` with gaps, or `prompt`, `answer` and `options`, of which the right one has no reason to lose."""
    html = renderer.bound
    match fact.note():
        case ClozeNote(body):
            return {"body": bind_html(renderer.render(asked_body(fact, body)))}
        case QuestionNote(prompt, answer, options):
            asked = {"prompt": bind_html(renderer.render(asked_prompt(fact, prompt))), "answer": html(answer)}
            lost = [[html(one.text), None if one.loses is None else html(one.loses)] for one in options]
            return {**asked, "options": lost} if lost else {**asked}


def _about(study: Study, fact: Fact, renderer: PageRenderer) -> Iterator[list[Json]]:
    """Name, label and HTML of each aside."""
    comma = words_in(study.study.language).say("list.comma")
    for name, aside in read_asides(study, fact).items():
        between = comma if name in IN_A_LINE else "<br>"
        yield [name, aside.label, bind_html(between.join(map(renderer.render, aside.lines)))]
