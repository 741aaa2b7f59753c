"""How long commands take, as ratios of one run: `python benchmarks/all.py [FILE]`, best of three, one line each.

Compares with what the same machine needs for a bare thing at the same time, so the figures travel between machines.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
FILE = str(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else next((ROOT / "content").glob("*.yaml")))


def seconds(*words: str, times: int = 3) -> float:
    """The best of some runs of a command, whole processes."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        subprocess.run([sys.executable, *words], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        taken.append(time.perf_counter() - begun)
    return min(taken)


def program(*words: str, times: int = 3) -> float:
    """The best of some runs of `dea-export …`."""
    return seconds("-m", "dea_export", *words, times=times)


def line(what: str, taken: float, limit: str, base: float | None = None) -> None:
    """One row of the table."""
    ratio = f"{taken / base:.2f} ×" if base else "–"
    print(f"| {what} | {taken:.2f} s | {ratio} | {limit} |", flush=True)


def main() -> None:
    """Prints the table of docs/benchmarks.md."""
    print("| what | time | ratio | promised |\n| --- | ---: | ---: | --- |", flush=True)
    click = seconds("-c", "import click", times=5)
    line("`python -c 'import click'`", click, "")
    line("`dea-export --help`", program("--help", times=5), "≤ 2 ×", click)
    line("`dea-export check`", program("check", FILE), "≤ 0.8 s")
    with tempfile.TemporaryDirectory() as folder:
        pdfs = program("pdf", FILE, "-o", f"{folder}/pdf", times=1)
        line("`dea-export pdf`", pdfs, "")
        line("`dea-export all`, first time", program("all", FILE, "-o", f"{folder}/all", times=1), "≤ 2 × pdf", pdfs)
        line("`dea-export all`, nothing changed", program("all", FILE, "-o", f"{folder}/all"), "≤ 0.5 s")


if __name__ == "__main__":
    main()
