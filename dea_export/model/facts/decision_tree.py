"""A question with branches, each of which leads to an answer or to further branches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from dea_export.model.blocks import ClozeNote, Fork, Way
from dea_export.model.diagnostic import Diagnostic
from dea_export.model.facts.base import Fact, Prose
from dea_export.model.records import Markdown, record
from dea_export.model.text import Text

DEEPEST = 4  # forks on the way to an answer; a phone shows no more one within the other


@record
class TreeBranch:
    """What holds, and what follows: an answer with its reason, or further branches."""

    if_: Text
    then: Text | None = None
    why: Text | None = None
    facts: tuple[Text, ...] = ()  # ids of the facts on which the answer rests
    branches: tuple[TreeBranch, ...] = ()


@record
class Tree(Fact):
    """A decision; each answer is asked by its gap, with the way that leads to it."""

    kind: Literal["tree"]
    prompt: Markdown
    branches: tuple[TreeBranch, ...]

    def note(self) -> ClozeNote:
        """The tree with its gaps."""
        return ClozeNote(self.block())

    def block(self) -> Fork:
        """The question, and the ways from it."""
        return Fork(self.prompt, tuple(map(_way, self.branches)))

    def prose(self) -> Iterator[Prose]:
        """The question; of each branch what holds, the answer, in which the gap is, and why."""
        yield Prose(self.prompt)
        for branch in self.every_branch():
            yield Prose(branch.if_, inline=True)
            if branch.then is not None:
                yield Prose(branch.then, asked=True, inline=True)
            if branch.why is not None:
                yield Prose(branch.why, inline=True)

    def grounds(self) -> Iterable[Text]:
        """The facts of all answers, in reading order."""
        return dict.fromkeys(word for leaf in self.every_branch() for word in leaf.facts)

    def every_branch(self) -> Iterator[TreeBranch]:
        """All branches, each before those that it leads to."""
        waiting = list(self.branches[::-1])
        while waiting:
            yield (branch := waiting.pop())
            waiting += branch.branches[::-1]

    def leaves(self) -> Iterator[TreeBranch]:
        """The branches that end in an answer, in reading order."""
        return (branch for branch in self.every_branch() if branch.then is not None)

    def problems(self) -> Iterator[Diagnostic]:
        """Each branch leads to an answer, and there is something to decide, not too deep."""
        yield from _fork_problems(self.id, "the tree", self.branches, 1)


def _way(branch: TreeBranch) -> Way:
    return Way(branch.if_, branch.then, branch.why, tuple(map(_way, branch.branches)))


def _fork_problems(where: Text, what: str, branches: Sequence[TreeBranch], depth: int) -> Iterator[Diagnostic]:
    """What is wrong below a fork that stands `depth` forks deep; `where` it is, `what` it is called."""
    if len(branches) < 2:
        message = f"{what} has {'one branch' if branches else 'no branches'}: nothing is decided"
        yield where.problem("E234", message, "give it two or more, or say it in a statement", part="")
    if depth > DEEPEST:
        message = f"{what} is fork {depth} on its way; a phone shows {DEEPEST} one within the other"
        yield where.problem("E234", message, "make what stands below a tree of its own", part="")
        return
    for branch in branches:
        said = f"the branch '{branch.if_}'"
        if branch.branches:
            if branch.then is not None:
                message = f"{said} has both 'then' and 'branches'"
                yield branch.then.problem("E234", message, "an answer ends its way: keep one of them", part="")
            yield from _fork_problems(branch.if_, said, branch.branches, depth + 1)
        elif branch.then is None:
            yield branch.if_.problem("E234", f"{said} leads to no answer", "add 'then: \"{{c1::answer}}\"'", part="")
