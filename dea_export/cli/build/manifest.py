"""`manifest.json`: what a run made, from what."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from dea_export.cards import card_numbers
from dea_export.cli.build.fingerprint import find_versions
from dea_export.cli.build.journal import MANIFEST
from dea_export.cli.build.last_run import known_files, sha256
from dea_export.cli.build.orders import Failed
from dea_export.cli.build.results import Results
from dea_export.cli.content import Content
from dea_export.exporters.api import Artifact
from dea_export.model.diagnostic import Level
from dea_export.model.study import Section, Study

OWN_KEYS = {"exporter", "bytes", "sha256"}  # of a file's entry; an exporter adds figures beside them


def make_manifest(content: Content, study: Study, results: Results, before: Mapping[str, Any], mark: str) -> Artifact:
    """The manifest of this run. After a failure it names the failed exporters' older files as stale."""
    artifacts = {artifact.name: (one.exporter, artifact) for one in results.made for artifact in one.artifacts}
    manifest: dict[str, Any] = {
        "format": 1,
        "study": {
            "id": study.study.id,
            "title": study.study.title,
            "exam": study.study.exam,
            "edition": study.study.edition,
        },
        "content_sha256": sha256(content.loaded.text.encode()),
        "fingerprint": mark,
        "versions": find_versions(),
        "facts": len(study.living),
        "cards": sum(len(card_numbers(fact)) for fact in study.living),
        "domains" if study.domains else "topics": {one.name: _counts(one) for one in study.sections},
        "kinds": dict(sorted(Counter(fact.kind_name for fact in study.living).items())),
        "files": {name: _describe(exporter, artifact) for name, (exporter, artifact) in sorted(artifacts.items())},
    }
    problems = (*content.loaded.problems, *results.problems)
    if warnings := sum(problem.level is not Level.INFO for problem in problems):
        manifest["warnings"] = warnings
    if results.failed:
        manifest["failed"] = sorted({one.exporter for one in results.failed})
        manifest["stale"] = stale_files(before, results.failed, set(artifacts))
    return _written(manifest)


def renew_manifest(before: Mapping[str, Any], artifacts: Sequence[Artifact]) -> Artifact | None:
    """The last run's manifest when one exporter alone has made files of it anew; None when they are as they were.

    Without a fingerprint, so that the next `all` makes everything from the same things again.
    """
    known = known_files(before)
    made = {a.name: a for a in artifacts if a.name in known and sha256(a.data) != known[a.name]["sha256"]}
    if not made:
        return None
    renewed = {
        part: {
            name: _describe(entry["exporter"], made[name]) if name in made else entry
            for name, entry in before[part].items()
        }
        for part in ("files", "stale")
        if part in before
    }
    again = sorted({*map(str, before.get("remade", ())), *made})
    return _written({**before, **renewed, "fingerprint": "", "remade": again})


def sum_up(artifacts: Sequence[Artifact], before: Mapping[str, Any]) -> dict[str, str]:
    """Digests of the files that a run makes, and of those that an earlier one made."""
    earlier = {name: entry["sha256"] for name, entry in before.get("files", {}).items()}
    return earlier | {artifact.name: sha256(artifact.data) for artifact in artifacts}


def _describe(exporter: str, artifact: Artifact) -> dict[str, Any]:
    return {
        "exporter": exporter,
        "bytes": len(artifact.data),
        "sha256": sha256(artifact.data),
        **{key: value for key, value in artifact.figures.items() if key not in OWN_KEYS},
    }


def _written(manifest: Mapping[str, Any]) -> Artifact:
    return Artifact(MANIFEST, (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode())


def stale_files(before: Mapping[str, Any], failed: Sequence[Failed], now: set[str]) -> dict[str, Any]:
    """Older files that failed exporters made in an earlier run, as that run described them."""
    names = {one.exporter for one in failed}
    return {
        name: entry
        for name, entry in sorted(known_files(before).items())
        if entry["exporter"] in names and name not in now
    }


def _counts(section: Section) -> dict[str, int]:
    return {"facts": len(section.living), "cards": sum(len(card_numbers(fact)) for fact in section.living)}
