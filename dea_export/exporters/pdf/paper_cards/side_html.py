"""A card -> HTML of its two sides: what is asked with its gap, and everything with the answer in bold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from html import escape

from dea_export.cards import asked_body, asked_prompt, read_asides
from dea_export.cards.fronts import LABELS
from dea_export.exporters.pdf.formula_images import find_image
from dea_export.exporters.pdf.paper_html import PaperRenderer, paragraph_html, printed_picture, wrap
from dea_export.markup import Node, parse, to_plain, tree, way_to
from dea_export.markup.plain_text import GAP
from dea_export.model.blocks import ClozeNote, QuestionNote
from dea_export.model.facts import Fact
from dea_export.model.study import Study
from dea_export.words import words_in

# asides for which a card has no room; the full edition has them
BESIDE = {"grounds", "confused", "status", "source", "checked"}


class SideRenderer(PaperRenderer):
    """The markup of one side of the card `number`; the gaps of other cards are shown on both."""

    room = 27.0  # of the narrower card, in its largest type

    def __init__(self, study: Study, number: int, media: Mapping[str, bytes] | None = None) -> None:
        """`media`: what the front may show; without, it is the back. `pictures` gathers what the HTML asks for."""
        self.words, self.number, self.media = words_in(study.study.language), number, media or {}
        self.onward = study.study.onward
        self.asked = media is not None
        self.pictures: dict[str, bytes] = {}

    def blocks(self, root: Node) -> str:
        """The blocks of a text or note."""
        return "".join(map(self._block, root.children))

    def _block(self, node: Node) -> str:
        match node.kind:
            case "paragraph":
                return paragraph_html(self.inside(node), "")
            case "chain":
                return paragraph_html(self.chain(node), "")
            case "picture" | "sound":
                return paragraph_html(self.render(node), "")
            case _:
                return self.render(node)

    def gap(self, cloze: Node, inside: Callable[[], str]) -> str:
        """The gap, or the answer in bold."""
        if cloze.number != self.number:
            return inside()
        hint = f" ({escape(cloze.info, quote=False)})" if cloze.info else ""
        return f"{GAP}{hint}" if self.asked else f"<b>{self.bold_answer(inside)}</b>"

    def picture(self, node: Node) -> str:
        """The picture of the front; elsewhere, and where it is not at hand, its words."""
        if node.info in self.media:
            return printed_picture(node, self.media, self.pictures)
        return self.sound(node)

    def sound(self, node: Node) -> str:
        """Its words, on the front with what they are; on the back that is said already."""
        label = self.words.say("list.colon", label=self.words.say(LABELS[node.kind]))
        return (label if self.asked else "") + self.inside(node)

    def decision(self, node: Node) -> str:
        """A tree; in front of its answer, only the way to it."""
        return super().decision(way_to(node, self.number) if self.asked else node)

    def code(self, node: Node) -> str:
        """Code with its gap."""
        return f"<code>{self._literal(node)}</code>"

    def fence(self, node: Node) -> str:
        """A block of code with its gap."""
        return f"<pre>{self._literal(node)}</pre>"

    def math(self, node: Node) -> str:
        """A formula with its gap."""
        if self.asked:
            image = find_image(node, self.room, hide=self.number)
        else:
            image = find_image(node, self.room, answers={self.number}, bold=self.is_answer)
        if image:
            return image.html
        return self._literal(node) if self.asked else super().math(node)

    def _literal(self, node: Node) -> str:
        return escape(to_plain(node, self.number if self.asked else 0).expandtabs(4), quote=False)


def front_html(study: Study, fact: Fact, number: int, media: Mapping[str, bytes]) -> tuple[str, dict[str, bytes]]:
    """What is asked, and the pictures in it."""
    side = SideRenderer(study, number, media)
    match fact.note():
        case ClozeNote(body):
            html = side.blocks(asked_body(fact, body))
        case QuestionNote(prompt, _, options):
            listed = "".join(f"<li>{side.line(option.text)}</li>" for option in options)
            html = side.blocks(asked_prompt(fact, prompt)) + (f'<ol class="o">{listed}</ol>' if listed else "")
    return html, side.pictures


def back_html(study: Study, fact: Fact, number: int) -> str:
    """The answer, why, and whatever else the author wrote of it; a picture of the back by its words."""
    side = SideRenderer(study, number)
    match fact.note():
        case ClozeNote(body):
            said = side.blocks(tree(body))
        case QuestionNote(_, answer, ()):
            said = side.blocks(parse(answer).root)
        case QuestionNote(_, deciding, options):
            said = "".join(wrap(line, "") for line in side.verdicts(deciding, options))
    return said + "".join(_beside(study, fact, side))


def _beside(study: Study, fact: Fact, side: SideRenderer) -> Iterator[str]:
    words = words_in(study.study.language)
    for name, aside in read_asides(study, fact).items():
        if name not in BESIDE:
            label = (
                ""
                if name == "why"
                else paragraph_html(words.say("list.colon", label=escape(aside.label, quote=False)).rstrip(), "")
            )
            yield f'<div class="y">{label}{"".join(_line(side, line) for line in aside.lines)}</div>'


def _line(side: SideRenderer, line: Node) -> str:
    return side.blocks(line) if line.kind == "document" else paragraph_html(side.render(line), "")
