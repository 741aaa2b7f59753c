"""One Markdown file to read on GitHub: by domain and topic, answers in bold, with reasons and sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dea_export.cards import read_asides
from dea_export.exporters.api import Artifact, Job, Option
from dea_export.markup import parse, to_markdown, tree
from dea_export.model.blocks import Chain, QuestionNote
from dea_export.model.facts import Fact
from dea_export.model.study import Study
from dea_export.model.text import Text

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
                purpose="everything as text, to read on GitHub",
            )
        ]


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
                yield from _fact(study, fact)
    yield ""


def _fact(study: Study, fact: Fact) -> Iterator[str]:
    """A list item, so that a reader sees where one fact ends: the fact, then why and source."""
    yield ""
    body = "\n\n".join((_body(fact), *_about(study, fact)))
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


def _about(study: Study, fact: Fact) -> Iterator[str]:
    """What the fact says of itself, a paragraph each; the source with the day on which it was compared."""
    asides = read_asides(study, fact)
    evidence = "".join(f", {to_markdown(line)}" for line in asides["checked"].lines) if "checked" in asides else ""
    for name, aside in asides.items():
        if name == "source":
            yield f"[{aside.label}](<{aside.lines[0].info}>){evidence}"
        elif name not in WITH_THE_SOURCE:
            yield f"*{aside.label}:* {'; '.join(map(to_markdown, aside.lines))}"


exporter = Markdown()
