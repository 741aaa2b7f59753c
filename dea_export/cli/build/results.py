"""What a run gave: the files that will be written, and the exporters that failed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from unicodedata import normalize

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
        owner: dict[str, str] = {}  # of each place, and of the folders above it
        files: set[str] = set()
        for made in (*self.made, result):
            for artifact in made.artifacts:
                place, *above = _places(artifact.name)
                if place in owner or not files.isdisjoint(above):
                    other = next(owner[one] for one in (place, *above) if one in owner)
                    return f"it makes '{artifact.name}' as '{other}' does"
                files.add(place)
                owner |= {one: owner.get(one, made.exporter) for one in (place, *above)}
        return ""


def _places(name: str) -> list[str]:
    """A file's place and the folders above it, as file systems have them that know no case and one form of é."""
    parts = normalize("NFC", name).casefold().split("/")
    return ["/".join(parts[:count]) for count in range(len(parts), 0, -1)]
