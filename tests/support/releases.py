"""Studies that change between releases, and the packages that learners get of them."""

from __future__ import annotations

import copy
from dataclasses import replace
from pathlib import Path

import yaml

from dea_export.exporters.anki import exporter
from dea_export.exporters.anki.card_templates import read_card_templates
from dea_export.exporters.api import Job
from dea_export.exporters.resources import template_root
from dea_export.ledger import Ledger, Release
from dea_export.ledger.forbidden import forbidden_changes
from dea_export.ledger.ledger import FIRST_STAMP
from dea_export.ledger.releases import record_release
from dea_export.notes.note_types import frame
from dea_export.reading.loader import load

MINI = Path(__file__).parents[1] / "mini.yaml"
INTERVAL = 9 * 86400  # thirty releases must not reach the future, where Anki corrects the times
TEMPLATES = template_root()


class Restyled:
    """The built-in templates with a comment at the end of the style sheet, so that looks change."""

    def __init__(self, comment):
        self.comment = comment

    def read(self, name):
        return TEMPLATES.read(name) + (f"\n/* {self.comment} */\n" if name == "anki/style.css" else "")


class Publisher:
    """An author: the content as YAML would read it, the ledger, and the packages of each release."""

    def __init__(self, folder, templates=TEMPLATES):
        self.folder = folder
        self.content = yaml.safe_load(MINI.read_text(encoding="utf-8"))
        self.ledger = Ledger("content/mini.lock")
        self.templates = templates

    def facts(self):
        """Every fact, as a dictionary to change."""
        return [fact for d in self.content["domains"] for topic in d["topics"] for fact in topic["facts"]]

    def fact(self, id_):
        return next(fact for fact in self.facts() if fact["id"] == id_)

    def study(self):
        loaded = load(yaml.safe_dump(self.content, allow_unicode=True, sort_keys=False).encode(), "mini.yaml")
        assert loaded.study is not None, loaded.problems
        return loaded.study

    def complaints(self):
        """The codes of what `check` says against the content."""
        return sorted(problem.code for problem in forbidden_changes(self.study(), self.ledger))

    def release(self, *, allowed=True, other_frame=False):
        """Locks and builds the content; returns the two packages. `other_frame` is a ledger that forgot its names."""
        if allowed:
            assert self.complaints() == []
        number = len(self.ledger.releases) + 1
        study = self.study()
        digests = {kind: face.digest for kind, face in read_card_templates(study, self.templates).items()}
        if other_frame:
            self.ledger = replace(self.ledger, frame=frame(study))
        release = Release(f"2026.{number:02}", FIRST_STAMP + number * INTERVAL)
        self.ledger = record_release(study, self.ledger, {}, digests, release)
        artifacts = exporter.export(study, Job("mini", self.templates, ledger=self.ledger))
        return [self._written(f"{number}-{artifact.name}", artifact.data) for artifact in artifacts[:2]]

    def _written(self, name, data):
        path = self.folder / name
        path.write_bytes(data)
        return path

    @property
    def now(self):
        """A day after the last release."""
        return self.ledger.releases[-1].stamp + 86400

    def copy(self):
        return copy.deepcopy(self)
