"""What a run gave: the files that will be written, and the exporters that failed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dea_export.cli.build.orders import Failed, Made
from dea_export.exporters.api import Artifact
from dea_export.model.diagnostic import Diagnostic


@dataclass(slots=True)
class Results:
    """Grows by what comes of each order. Two exporters that make one file: the first keeps it, the second has failed."""

    made: list[Made] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)

    @property
    def artifacts(self) -> list[Artifact]:
        """All of them."""
        return [artifact for one in self.made for artifact in one.artifacts]

    @property
    def problems(self) -> list[Diagnostic]:
        """What the exporters found."""
        return [problem for artifact in self.artifacts for problem in artifact.problems]

    def add(self, results: Iterable[Made | Failed]) -> None:
        """What came of some orders, in their order."""
        for result in results:
            if isinstance(result, Failed):
                self.failed.append(result)
            elif clash := self._clash(result):
                self.failed.append(
                    Failed(result.exporter, result.variant, result.package, clash, "rename one of them", "")
                )
            else:
                self.made.append(result)

    def _clash(self, result: Made) -> str:
        """Which file somebody makes already, in words; empty when there is none."""
        owner = {artifact.name.casefold(): one.exporter for one in self.made for artifact in one.artifacts}
        for artifact in result.artifacts:
            if other := _taken(artifact.name, owner):
                return f"it makes '{artifact.name}' as '{other}' does"
            owner[artifact.name.casefold()] = result.exporter
        return ""


def _taken(name: str, owner: Mapping[str, str]) -> str | None:
    """Who makes a file in the same place, also where the file system ignores case, or one that would be its folder."""
    low = name.casefold()
    for place, exporter in owner.items():
        if low == place or low.startswith(f"{place}/") or place.startswith(f"{low}/"):
            return exporter
    return None
