"""A stranger's exporter, as a small distribution of its own: `<stem>-vocabulary.txt` with services or facts."""

from __future__ import annotations

from collections.abc import Sequence

from dea_export.exporters.api import Artifact, Job, Option
from dea_export.model.study import Study


class Vocabulary:
    """Lists names."""

    help = "The names of services or facts, one a line."
    options = (
        Option("of", "What is listed.", default="services", choices=("services", "facts")),
        Option("limit", "How many at most.", default=100),
        Option("upper-case", "In capitals.", default=False),
    )
    variants = ("",)

    def export(self, study: Study, job: Job) -> Sequence[Artifact]:
        """One file."""
        services = [service.name for service in study.services]
        names = services if job.options["of"] == "services" else [fact.id for fact in study.living]
        text = "".join(f"{name}\n" for name in names[: int(job.options["limit"] or 0)])
        if job.options["upper-case"]:
            text = text.upper()
        return [Artifact(f"{job.stem}-vocabulary.txt", text.encode(), {"names": text.count("\n")})]


exporter = Vocabulary()
