"""What the user asked for, as the command line understood it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dea_export.cli.console import Format

if TYPE_CHECKING:  # a run that finds nothing changed does without the model
    from dea_export.model.filters import Filter

WEAKEST = 50  # facts of a learner's own choice, unless another number is named: a page that can be read with ease
ANKI = "anki"  # instead of a path: where Anki keeps its collection
FILTERS = ("domains", "tasks", "services", "kinds", "tags", "ranks")
COMMON = ("form", "strict", "quiet", "debug", "locked", "jobs", "timeout", "templates")


@dataclass(frozen=True, slots=True)
class OwnNeed:
    """What to take from a learner's collection."""

    collection: Path | None  # None: where Anki keeps it
    exam: datetime | None
    most: int  # facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """The common options of `all` and the exporters' commands, and `options` of the exporters' own."""

    file: Path | None
    folder: Path
    chosen: Filter | None = None  # None: every fact
    need: OwnNeed | None = None  # only what a learner forgets
    form: Format = "human"
    strict: bool = False
    quiet: bool = False
    debug: bool = False
    force: bool = False
    replace: bool = False  # also the build of another study
    locked: bool = False
    stamp: int | None = None  # seconds since 1970, of what is not released; `build` finds it
    trial: bool = False  # for the author's own phone: the stamp is now
    jobs: int | None = None  # processes at once
    timeout: float = 0.0  # seconds that one variant may take; 0: for ever
    templates: Path | None = None
    options: Mapping[str, str | int | bool | None] = field(default_factory=dict)

    @property
    def part(self) -> str:
        """What a build of a part of the study carries in its names; empty for the whole."""
        return "-".join(filter(None, (self.chosen.slug if self.chosen else "", "weakest" if self.need else "")))

    @property
    def shaping(self) -> dict[str, object]:
        """What of it decides the outputs, beside the files it names."""
        return {**self.options, "stamp": self.stamp}


def request_from(
    file: Path | None, output: Path, options: Mapping[str, Any], *, force: bool = False, replace: bool = False
) -> Request:
    """The request that the flags of a command make; those that are not common belong to the exporter."""
    own = dict(options)
    chosen = _filter({name: own.pop(name) for name in FILTERS})
    need = _need(own.pop("collection"), own.pop("exam"), own.pop("weakest"))
    common = {name: own.pop(name) for name in COMMON}
    trial = own.pop("stamp") == "now"
    stamp = int(time.time()) if trial else None
    return Request(
        file=file,
        folder=output,
        chosen=chosen,
        need=need,
        stamp=stamp,
        trial=trial,
        force=force,
        replace=replace,
        options=own,
        **common,
    )


def _need(collection: str | None, exam: datetime | None, most: int | None) -> OwnNeed | None:
    if collection is None:
        for name, given in (("--exam", exam), ("--weakest", most)):
            if given is not None:
                raise click.UsageError(f"{name} goes with --from COLLECTION")
        return None
    return OwnNeed(name_collection(collection), exam, most or WEAKEST)


def name_collection(given: str) -> Path | None:
    """The path that is meant; None for where Anki keeps its own."""
    return None if given == ANKI and not Path(given).exists() else Path(given)


def _filter(parts: Mapping[str, Any]) -> Filter | None:
    if not any(parts.values()):
        return None
    from dea_export.model.filters import Filter

    return Filter(**parts)
