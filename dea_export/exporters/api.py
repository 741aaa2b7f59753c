"""What an exporter is: the contract that ours and anybody's fulfil."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias, runtime_checkable

from dea_export.exporters.templates import Templates
from dea_export.ledger import EMPTY, Ledger
from dea_export.model.diagnostic import Diagnostic
from dea_export.model.study import Study

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"


@dataclass(frozen=True, slots=True)
class Option:
    """A setting of an exporter; becomes the flag `--name` of its command."""

    name: str  # as on the command line, without dashes: "pages"
    help: str
    default: str | int | bool | None = None  # its type is the option's type; True and False make a switch
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """What an exporter is handed beside the study."""

    stem: str  # the beginning of file names: the study's id, and the filter of a filtered build
    templates: Templates  # the root of the themes: the built-in ones, under those of --templates DIR
    variant: str = ""  # which of the exporter's variants to make
    options: Mapping[str, str | int | bool | None] = field(default_factory=dict)
    media: Mapping[str, bytes] = field(default_factory=dict)  # pictures and sounds by file name, those that facts name
    ledger: Ledger = EMPTY  # what has been released
    stamp: int | None = None  # seconds since 1970, of what is not released yet; None: just after the last release
    trial: bool = False  # for the author's own phone: files have other names
    filtered: bool = False  # whether the study is only a part of the whole
    needed: tuple[
        str, ...
    ] = ()  # ids of a learner's weakest facts, the one that costs most first; () for the author's order
    followed: tuple[Artifact, ...] | None = (
        None  # see `Following`: what came of it, without bytes; () when it failed, None when this run makes no such
    )


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file to be written below the output folder."""

    name: str  # relative, with "/" as separator
    data: bytes
    figures: Mapping[str, Json] = field(default_factory=dict)  # for manifest.json: counts, sizes, what was left out
    problems: tuple[Diagnostic, ...] = ()  # what the user should know of this file
    purpose: str = (
        ""  # for learners, in a few words on index.html; without any, the `help` of the exporter stands there
    )
    pages: Mapping[str, int] = field(default_factory=dict)  # where facts stand in it, by id, for files that refer to it


class Exporter(Protocol):
    """An entry point of the group `dea_export.exporters` names an object like this.

    An option named `only` chooses one of the variants. See `Preloading` and `Following` for what one may also have.
    """

    @property
    def help(self) -> str:
        """One line for `--help`."""

    @property
    def options(self) -> tuple[Option, ...]:
        """Its settings; each has a default that makes sense in `all`."""

    @property
    def variants(self) -> tuple[str, ...]:
        """Independent parts that may be made in parallel; `("",)` when there is one."""

    def export(self, study: Study, job: Job) -> Sequence[Artifact]:
        """The files of `job.variant`. Deterministic: no clock, no network, no environment."""


@runtime_checkable
class Preloading(Protocol):
    """What an exporter is, too, when it needs something heavy: it then runs in a process of its own."""

    def preload(self) -> None:
        """Imports what is heavy, while the study is being read; what goes wrong here is no error yet."""


@runtime_checkable
class Following(Protocol):
    """What an exporter is, too, when its files refer to those of another: it then hears of them as `job.followed`."""

    @property
    def follows(self) -> Mapping[str, str]:
        """Of some variants, exporter and variant to which they refer: `{"key-a4": "pdf full-a4"}`.

        The bytes may not depend on whether a run makes both: without `job.followed`, find out yourself.
        """
