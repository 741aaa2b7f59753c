"""Orders to exporters: one variant each, what came of it, and what went wrong with it."""

from __future__ import annotations

import json
import re
import sys
import traceback
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, replace
from itertools import islice

from dea_export.cli.build.descriptions import describe_exporter, read_description, say_error
from dea_export.cli.build.journal import INDEX, MANIFEST, SUMS
from dea_export.exporters.api import Artifact, Job
from dea_export.exporters.registry import BrokenExporterError, Found
from dea_export.model.diagnostic import DeaExportError, Diagnostic
from dea_export.model.place import Place
from dea_export.model.study import Study

RESERVED = {name.casefold() for name in (INDEX, MANIFEST, SUMS)}  # what `all` writes itself
LONGEST_NAME = 200  # bytes of one part of a path; file systems take 255
LONGEST_PATH = 800  # bytes of all its parts
LARGEST_DATA = 1 << 30  # bytes of one file
MOST_FILES = 100_000  # of one variant
LONGEST_TRACE = 20_000  # characters
# what some systems cannot store, or programs take for an option: names of devices, a last dot, colons
UNSTORABLE = re.compile(r"(?i)[ -].*|.*[. ]|.*:.*|(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
CODE = re.compile("[EWI][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Made:
    """What one exporter's variant gave."""

    exporter: str
    variant: str
    package: str
    artifacts: tuple[Artifact, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """An exporter's variant that gave nothing."""

    exporter: str
    variant: str
    package: str
    message: str
    hint: str
    trace: str
    misused: bool = False  # it works, but was asked for what there is not, e.g. a theme


@dataclass(frozen=True, slots=True)
class Order:
    """One variant of one exporter to be made."""

    found: Found
    variant: str
    options: Mapping[str, str | int | bool | None]
    follows: str = ""  # the name of the order that is made first, since this one refers to its files
    followed: tuple[Artifact, ...] | None = None  # those files without their bytes, as a job has them

    @property
    def name(self) -> str:
        """`pdf sheet-a4`, for people."""
        return f"{self.found.name} {self.variant}".strip()

    def after(self, result: Made | Failed) -> Order:
        """This order once that is made which it follows."""
        files = result.artifacts if isinstance(result, Made) else ()
        return replace(self, followed=tuple(replace(file, data=b"") for file in files))

    def failed(self, message: str, hint: str, trace: str = "", *, misused: bool = False) -> Failed:
        """This order as a failure."""
        shown = trace[-LONGEST_TRACE:]
        return Failed(self.found.name, self.variant, self.found.package, message, hint, shown, misused)


def plan_orders(
    exporters: Sequence[Found], given: Mapping[str, str | int | bool | None], *, here: bool = False
) -> tuple[list[Order], list[Failed]]:
    """The variants of the exporters, ours first, then those that follow; what cannot be loaded has failed already.

    An exporter's option `only` names the one variant to make. `here`: this process will make them, so it may load them.
    """
    planned: list[Order] = []
    failed: list[Failed] = []
    given = {name.replace("_", "-"): value for name, value in given.items()}
    for one in sorted(exporters, key=lambda one: not one.ours):
        try:
            exporter = read_description(one) if here else describe_exporter(one)
        except BrokenExporterError as error:
            failed.append(Order(one, "", {}).failed(error.message, error.hint, traceback.format_exc()))
            continue
        defaults = {option.name: option.default for option in exporter.options}
        options = {name: given.get(name.replace("_", "-"), default) for name, default in defaults.items()}
        only = options.get("only")
        variants = [only] if isinstance(only, str) and only in exporter.variants else exporter.variants
        planned += (Order(one, variant, options, exporter.follows.get(variant, "")) for variant in variants)
    return _in_order(planned), failed


def _in_order(planned: Sequence[Order]) -> list[Order]:
    """What follows behind what it follows; nobody follows what this run does not make, nor one that follows itself."""
    leading = {order.name for order in planned if not order.follows}
    kept = (order if order.follows in leading else replace(order, follows="") for order in planned)
    return sorted(kept, key=lambda order: (not order.found.ours, bool(order.follows)))


def fulfil(study: Study, job: Job, order: Order) -> Made | Failed:
    """Makes one variant; whatever the exporter raises is its own failure, what it prints goes to standard error."""
    found = order.found
    try:
        with redirect_stdout(sys.stderr):
            given = found.load().export(study, _job_of(order, job))
            artifacts = tuple(_checked(artifact) for artifact in islice(given, MOST_FILES))
    except DeaExportError as error:
        misused = found.ours and error.exit_code == DeaExportError.exit_code
        return order.failed(str(error.message), str(error.hint), traceback.format_exc(), misused=misused)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001  a stranger's exporter may raise anything
        return order.failed(say_error(error), "run with --debug", traceback.format_exc())
    return Made(found.name, order.variant, found.package, artifacts)


def _job_of(order: Order, job: Job) -> Job:
    return replace(job, variant=order.variant, options=order.options, followed=order.followed)


def _checked(artifact: object) -> Artifact:
    """The artifact in plain values, which travel without a stranger's code; raises where it is not what it should be."""
    if not isinstance(artifact, Artifact) or not isinstance(artifact.name, str) or not isinstance(artifact.data, bytes):
        what = "it returned something that is not an Artifact with a name and bytes"
        raise BrokenExporterError(what, "see extending.md")
    if wrong := _misnamed(artifact.name):
        raise BrokenExporterError(*wrong)
    if len(artifact.data) > LARGEST_DATA:
        raise BrokenExporterError(f"'{artifact.name}' has {len(artifact.data) >> 20} MB", "at most 1024 MB in one file")
    figures = json.dumps(dict(artifact.figures), ensure_ascii=False, allow_nan=False)
    figures.encode()  # what has half a character is refused
    purpose = artifact.purpose if isinstance(artifact.purpose, str) and artifact.purpose.isprintable() else ""
    problems = tuple(map(_plain_problem, artifact.problems))
    pages = {_plain(name): int(page) for name, page in artifact.pages.items()}
    return Artifact(_plain(artifact.name), bytes(artifact.data), json.loads(figures), problems, _plain(purpose), pages)


def _plain_problem(problem: object) -> Diagnostic:
    if not isinstance(problem, Diagnostic) or not CODE.fullmatch(problem.code):
        raise BrokenExporterError("the problems of an artifact are not Diagnostics", "see extending.md")
    place = Place(_plain(problem.place.file), int(problem.place.line), int(problem.place.column))
    return Diagnostic(place, _plain(problem.code), _plain(problem.message), _plain(problem.hint), int(problem.width))


def _plain(text: str) -> str:
    """The characters of a text that may be of a stranger's class; half a character becomes a question mark."""
    return str.encode(text, "utf-8", "replace").decode()


def _misnamed(name: str) -> tuple[str, str] | None:
    """Why a file cannot have this name: message and hint."""
    parts = name.split("/")
    outside = "\\" in name or any(not part or part.startswith(".") for part in parts)
    if outside or not name.isprintable():
        return f"the file name {name!r} leads out of the output folder", "an exporter names files below it"
    if any(map(UNSTORABLE.fullmatch, parts)):
        return f"the file name '{name}' is none on every system", "take letters, digits, '-' and '.' between them"
    if parts[0].casefold() in RESERVED:
        return f"the file name '{name}' is taken", "'all' writes that file itself"
    if max(len(part.encode()) for part in parts) > LONGEST_NAME or len(name.encode()) > LONGEST_PATH:
        return f"the file name '{name[:40]}…' is too long", f"at most {LONGEST_NAME} bytes, {LONGEST_PATH} with folders"
    return None
