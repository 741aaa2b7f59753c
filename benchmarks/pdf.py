"""The PDFs in ratios of one run: a sheet against a bare script, the variants in parallel, passes over random contents.

Usage: python benchmarks/pdf.py [content.yaml]
"""

import gc
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from dea_export.exporters.api import Job
from dea_export.exporters.pdf import FULL, SHEETS, exporter, fonts
from dea_export.exporters.pdf.paper import PAPERS
from dea_export.exporters.pdf.sheet import sheet_edition
from dea_export.exporters.pdf.sheet.contents import find_contents
from dea_export.exporters.pdf.sheet.fitting import Fitting
from dea_export.exporters.pdf.sheet.heights import Ruler
from dea_export.exporters.pdf.sheet.items import sheet_areas, sheet_items
from dea_export.exporters.pdf.themes import read_theme
from dea_export.exporters.resources import template_root
from dea_export.reading.loader import load
from tests.support import studies

RUNS = 7
CONTENTS = 60
BARE = """
import sys, weasyprint
html = open(sys.argv[1], encoding="utf-8").read()
weasyprint.HTML(string=html).render().write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")
"""


def seconds(*command: str) -> tuple[float, float]:
    """How long a whole process takes by the clock, and of all processors."""
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def program(content: Path, folder: str, only: str, jobs: int = 2) -> tuple[str, ...]:
    options = ("--only", only, "-q", "-j", str(jobs), "-o", folder)
    return (sys.executable, "-m", "dea_export", "pdf", str(content), *options)


def finished_html(study, folder: Path) -> Path:
    """The HTML of the sheet with the addresses of the fonts as files, for a script that knows nothing of us."""
    look = read_theme(template_root(), "default")
    made = sheet_edition.print_sheet(
        study, find_contents(study, "cheatsheet"), sheet_edition.SheetEdition("a4", False, 0, look)
    )
    path = folder / "sheet.html"
    path.write_text(made.html.replace("dea:", f"{fonts.font_folder().as_uri()}/"), encoding="utf-8")
    return path


def one_sheet(content: Path, study) -> None:
    """Whole processes, alternating."""
    with tempfile.TemporaryDirectory() as folder:
        html, bare, ours, alone = finished_html(study, Path(folder)), [], [], []
        for _ in range(RUNS):
            bare.append(seconds(sys.executable, "-c", BARE, str(html), f"{folder}/bare.pdf"))
            ours.append(seconds(*program(content, folder, "sheet-a4")))
            alone.append(seconds(*program(content, folder, "sheet-a4", 1)))
    for name, runs in (("one sheet, whole process", ours), ("  the same with --jobs 1", alone)):
        for i, measure in enumerate(("by the clock", "of all processors")):
            b, o = (statistics.median(run[i] for run in some) for some in (bare, runs))
            print(f"{name:<29} {o:.2f} s / bare script {b:.2f} s = {o / b:.2f} {measure}")


def all_variants(content: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        parts = [seconds(*program(content, folder, only, 1))[0] for only in (*SHEETS, *FULL)]
        together, _ = seconds(*program(content, folder, "all"))
    print(
        f"six PDFs with two processes   {together:.2f} s / one after the other {sum(parts):.2f} s = {together / sum(parts):.2f}"
    )
    print("  each: " + ", ".join(f"{name} {part:.2f} s" for name, part in zip((*SHEETS, *FULL), parts, strict=True)))


def fitting(study) -> None:
    """The pure part alone."""
    metrics, measures = fonts.read_metrics(), read_theme(template_root(), "default").measures
    every = sheet_items(study)
    weights = [area.share for area in sheet_areas(study)]
    start = time.perf_counter()
    Fitting(every, weights, PAPERS["a4"].landscape, Ruler(metrics, measures), 1).layout()
    print(f"fitting                       {(time.perf_counter() - start) * 1000:.0f} ms for {len(every)} sheet facts")


def passes() -> None:
    counted: dict[int, int] = {}
    facts = []
    for seed in range(CONTENTS):
        study = studies.study(studies.facts(seed, 20 + seed * 8))
        (artifact,) = exporter.export(study, Job("made", template_root(), list(SHEETS)[seed % 4], {}))
        counted[artifact.figures["passes"]] = counted.get(artifact.figures["passes"], 0) + 1
        facts.append(artifact.figures["facts"])
    print(
        f"passes over {CONTENTS} random contents (20 to {20 + 8 * (CONTENTS - 1)} facts): "
        + ", ".join(f"{n} × {count}" for n, count in sorted(counted.items()))
    )


def full_edition() -> None:
    study = studies.study(studies.facts(1, 1000))
    gc.collect()  # what the sixty sheets before left behind would be counted here
    start = time.perf_counter()
    exporter.export(study, Job("made", template_root(), "full-a4", {}))
    print(f"full edition of 1,000 made-up facts, rendering and writing: {time.perf_counter() - start:.2f} s")


def main() -> None:
    content = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "content" / "dea-c01.yaml").resolve()
    study = load(content.read_bytes(), str(content)).study
    assert study is not None
    print(f"{content.name}: {len(study.living)} facts")
    fitting(study)
    one_sheet(content, study)
    passes()
    full_edition()
    all_variants(content)


if __name__ == "__main__":
    main()
