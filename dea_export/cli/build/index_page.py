"""`index.html`: a door to the folder, with a link to every file that the run made, its size and what it is for."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from dea_export.cli.build.orders import Failed, Made
from dea_export.cli.build.results import Results
from dea_export.cli.build.run_report import say_size
from dea_export.exporters.api import Artifact
from dea_export.exporters.html.study_page import name_policy
from dea_export.exporters.registry import SUMMARIES
from dea_export.exporters.templates import Templates
from dea_export.model.diagnostic import DeaExportError
from dea_export.model.study import Study

INDEX = "index.html"
MAKER = "all", "", "dea-export"  # exporter, variant and package, as the manifest names them


def add_index(study: Study, results: Results, templates: Templates) -> None:
    """The index of what is in the results becomes one of them; a theme that spoils it costs nothing else."""
    try:
        made: Made | Failed = Made(*MAKER, (make_index(study, results, templates),))
    except DeaExportError as error:
        made = Failed(*MAKER, error.message, error.hint, "", misused=True)
    results.add([made])


def make_index(study: Study, results: Results, templates: Templates) -> Artifact:
    """The page. It leads to files beside it, and loads none of them."""
    from markupsafe import Markup

    files = list(_files(results))
    style = templates.read("html/index.css").strip()
    values = {
        "meta": study.study,
        "policy": name_policy(style, ""),
        "style": Markup(style),  # noqa: S704  our own file
        "files": files,
        "deck": next((file for file in files if file["name"].endswith(".apkg")), None),
        "facts": len(study.living),
    }
    return Artifact(INDEX, templates.fill("html/index.html", values).encode())


def _files(results: Results) -> Iterator[dict[str, str]]:
    """Name, address, size and purpose of each file, in the order in which they were made."""
    for made in results.made:
        for artifact in made.artifacts:
            yield {
                "name": artifact.name,
                "address": quote(artifact.name),
                "size": say_size(len(artifact.data)),
                "purpose": artifact.purpose or SUMMARIES.get(made.exporter, f"from {made.package}"),
            }
