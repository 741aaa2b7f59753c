"""The full edition to which a key refers: what is printed in it, and where."""

from __future__ import annotations

from dea_export.exporters.api import Artifact, Job
from dea_export.exporters.pdf.full.full_edition import describe_full_pdf
from dea_export.model.study import Study


def find_edition(study: Study, job: Job, paper: str) -> Artifact | None:
    """As this run has made it, else laid out here, which gives the same pages; None where it cannot be made."""
    if job.followed is not None:
        return next(iter(job.followed), None)
    try:
        return describe_full_pdf(study, job, paper=paper)
    except Exception:  # noqa: BLE001  whatever a theme makes it raise: a key without pages is better than none
        return None
