"""One Markdown file to read on GitHub: by domain and topic, answers in bold, with reasons and sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dea_export.cards import Aside, read_asides
from dea_export.cards.fronts import LABELS, front_nodes, words_of_media
from dea_export.exporters.api import Artifact, Job, Option
from dea_export.markup import Node, blocks_of, escape_line, parse, to_markdown, tree
from dea_export.markup.block_trees import side_by_side
from dea_export.model.blocks import ClozeNote, Pair, QuestionNote
from dea_export.model.facts import Fact
from dea_export.model.study import Study
from dea_export.model.text import Text
from dea_export.words import Words, words_in

WITH_THE_SOURCE = {"checked"}  # asides that stand in another's line


class Markdown:
    """The exporter."""

    help = "One Markdown file to read on GitHub."
    options: tuple[Option, ...] = ()
    variants = ("",)

    def export(self, study: Study, job: Job) -> Sequence[Artifact]:
        """`<stem>.md`."""
        text = "\n".join(_lines(study))
        return [
            Artifact(
                f"{job.stem}.md",
                text.encode(),
                {"facts": len(study.living)},
                purpose=words_in(study.study.language).say("purpose.markdown"),
            )
        ]


def _lines(study: Study) -> Iterator[str]:
    meta, words = study.study, words_in(study.study.language)
    yield f"# {escape_line(meta.title)}"
    yield ""
    disclaimer = f" {escape_line(meta.disclaimer)}" if meta.disclaimer else ""
    facts = words.say("count.facts", n=len(study.living))
    exam = escape_line(meta.exam) if meta.exam else ""
    yield f"{words.say('markdown.counted_exam' if exam else 'markdown.counted', facts=facts, exam=exam)}{disclaimer}"
    for section in study.sections:
        if not section.living:
            continue
        yield ""
        weight = f" ({words.say('list.percent', n=section.weight)})" if section.weight else ""
        yield f"## {section.numbered(escape_line(section.title), ' · ')}{weight}"
        for topic in section.topics:
            if topic.living and section.is_domain:
                yield ""
                yield f"### {escape_line(topic.title)}"
            for fact in topic.living:
                yield ""
                yield _fact(study, fact)
    yield ""


def _fact(study: Study, fact: Fact) -> str:
    """A list item, so that a reader sees where one fact ends: the fact, then why and source."""
    words = words_in(study.study.language)
    return to_markdown(Node("bullets", (Node("item", (*_body(fact, words), *_about(study, fact))),)))


def _body(fact: Fact, words: Words) -> Iterator[Node]:
    """What is asked, with the words of its picture and sound, and answered."""
    beside = [_noted(words.say(LABELS[one.kind]), words_of_media(one), words) for one in front_nodes(fact)]
    match fact.note():
        case ClozeNote(Pair(prompt, answer)):
            yield from side_by_side(_blocks(prompt), " – ", _blocks(answer), bold=True)
            yield from beside
        case QuestionNote(prompt, answer, options):
            yield from (*_blocks(prompt), *beside)
            picks = [_blocks(option.text) for option in options if option.loses is None]
            yield from side_by_side(picks[0], " – ", _blocks(answer), bold=True) if picks else _blocks(answer)
            losers = [
                Node("item", side_by_side(_blocks(option.text), ": ", _blocks(option.loses)))
                for option in options
                if option.loses is not None
            ]
            if losers:
                yield Node("bullets", tuple(losers))
        case _:
            yield from (*blocks_of(tree(fact.block())), *beside)


def _noted(label: str, text: str, words: Words) -> Node:
    """A paragraph of its own with a label before it."""
    return Node("paragraph", (_announced(label, words), Node("text", content=f" {text}")))


def _blocks(text: Text) -> tuple[Node, ...]:
    return blocks_of(parse(text).root)


def _about(study: Study, fact: Fact) -> Iterator[Node]:
    """What the fact says of itself, a paragraph each; the source with the day on which it was compared."""
    words = words_in(study.study.language)
    asides = read_asides(study, fact)
    for name, aside in asides.items():
        if name == "source":
            link = Node("link", (Node("text", content=aside.label),), info=aside.lines[0].info)
            comma = Node("text", content=words.say("list.comma"))
            evidence = (comma, *asides["checked"].lines) if "checked" in asides else ()
            yield Node("paragraph", (link, *evidence))
        elif name not in WITH_THE_SOURCE:
            yield from _aside(aside, words)


def _aside(aside: Aside, words: Words) -> Iterator[Node]:
    """The label before the first line; a list or code stands below it."""
    label = (_announced(aside.label, words),)
    blocks = blocks_of(Node("document", tuple(_separated(aside.lines))))
    if blocks[0].kind == "paragraph":
        yield Node("paragraph", (*label, Node("text", content=" "), *blocks[0].children))
        yield from blocks[1:]
    else:
        yield Node("paragraph", label)
        yield from blocks


def _announced(label: str, words: Words) -> Node:
    return Node("em", (Node("text", content=words.say("list.colon", label=label).rstrip()),))


def _separated(lines: Sequence[Node]) -> Iterator[Node]:
    """The lines of an aside, semicolons between those that are words; a text is its blocks."""
    for index, line in enumerate(lines):
        if index:
            yield Node("text", content="; ")
        yield from line.children if line.kind == "document" else (line,)


exporter = Markdown()
