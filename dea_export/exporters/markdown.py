"""One Markdown file to read on GitHub: by domain and topic, answers in bold, with reasons and sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dea_export.exporters.api import Artifact, Job, Option
from dea_export.markup import parse, to_markdown, tree
from dea_export.model.blocks import Chain, QuestionNote
from dea_export.model.facts import Fact
from dea_export.model.study import Study
from dea_export.model.text import Text


class Markdown:
    """The exporter."""

    help = "One Markdown file to read on GitHub."
    options: tuple[Option, ...] = ()
    variants = ("",)

    def export(self, study: Study, job: Job) -> Sequence[Artifact]:
        """`<stem>.md`."""
        text = "\n".join(_lines(study))
        return [Artifact(f"{job.stem}.md", text.encode(), {"facts": len(study.living)})]


def _lines(study: Study) -> Iterator[str]:
    yield f"# {study.study.title}"
    yield ""
    disclaimer = f" {study.study.disclaimer}" if study.study.disclaimer else ""
    yield f"{len(study.living):,} facts for {study.study.exam}. Answers are bold.{disclaimer}"
    for domain in study.domains:
        if not any(fact.retired is None for fact in domain.facts):
            continue
        yield ""
        yield f"## {domain.number} · {domain.title} ({domain.weight} %)"
        for topic in domain.topics:
            living = [fact for fact in topic.facts if fact.retired is None]
            if living:
                yield ""
                yield f"### {topic.title}"
            for fact in living:
                yield from _fact(fact)
    yield ""


def _fact(fact: Fact) -> Iterator[str]:
    """A list item, so that a reader sees where one fact ends: the fact, then why and source."""
    yield ""
    body = "\n\n".join((_body(fact), *_about(fact)))
    first, *rest = body.split("\n")
    yield f"- {first}"
    yield from (f"  {line}".rstrip() for line in rest)


def _body(fact: Fact) -> str:
    match fact.note():
        case QuestionNote(prompt, answer, options):
            picks = [_inline(option.text) for option in options if option.loses is None]
            right = f"**{picks[0]}** – {_inline(answer)}" if picks else _inline(answer)
            loses = [f"- {_inline(option.text)}: {_inline(option.loses)}" for option in options if option.loses]
            return "\n\n".join((_inline(prompt), right, *(["\n".join(loses)] if loses else [])))
        case _:
            block = fact.block()
            text = to_markdown(tree(block))
            return text if isinstance(block, Chain) or not text.startswith("|") else f"\n{text}".lstrip("\n")


def _inline(text: Text) -> str:
    return to_markdown(parse(text).root)


def _about(fact: Fact) -> Iterator[str]:
    if fact.why is not None:
        yield f"*Why:* {_inline(fact.why)}"
    if fact.source is not None:
        checked = f", checked {fact.checked:%Y-%m}" if fact.checked else ""
        yield f"[Source](<{fact.source}>){checked}"


exporter = Markdown()
