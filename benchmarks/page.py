"""How quick the study page is in Chromium: `python benchmarks/page.py [FILE]`, one line of docs/benchmarks.md each.

The first view is the time from opening the file until a frame with the facts has been painted, best of five; a search is from the key to the new list, in each view that is searched: words typed letter by letter, each the best of five.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
FILE = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else next((ROOT / "content").glob("*.yaml"))
VIEWS = ("read", "sheet", "signals")
WORDS = ("shard", "job bookmark", "kinesis data firehose", "zzz")
PAINTED = """addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => requestAnimationFrame(() => {
  if (document.querySelector("article")) window.painted = performance.now() })))"""
SEARCH = """
  location.hash = `#/${arguments[1]}`;
  dispatchEvent(new HashChangeEvent("hashchange"));
  const words = document.querySelector("[name=words]");
  const type = text => { words.value = text; words.dispatchEvent(new Event("input", {bubbles: true})) };
  const times = [];
  for (const word of arguments[0]) for (let end = 1; end <= word.length; end += 1) {
    const own = [];
    for (let time = 0; time < 5; time += 1) {
      const start = performance.now();
      type(word.slice(0, end));
      document.body.offsetHeight;
      own.push(performance.now() - start);
    }
    times.push(Math.min(...own));
  }
  times.sort((a, b) => a - b);
  return [times[Math.floor(times.length / 2)], times.at(-1)]"""


def main() -> None:
    """Prints size, first view and search."""
    from selenium.webdriver.support.ui import WebDriverWait

    from dea_export.exporters import html
    from dea_export.exporters.api import Job
    from dea_export.exporters.resources import template_root
    from dea_export.reading import load
    from tests.support.browser import chromium

    study = load(FILE.read_bytes(), FILE.name).study
    assert study is not None, "the file has errors"
    (artifact,) = html.exporter.export(study, Job("page", template_root()))
    with tempfile.TemporaryDirectory() as folder, chromium(Path(folder) / "profile") as browser:
        path = Path(folder) / artifact.name
        path.write_bytes(artifact.data)
        browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": PAINTED})
        views = []
        for _ in range(5):
            browser.get("about:blank")
            browser.get(path.as_uri())
            views.append(
                float(WebDriverWait(browser, 30).until(lambda page: page.execute_script("return window.painted")))
            )
        searches = [(view, *browser.execute_script(SEARCH, WORDS, view)) for view in VIEWS]
    print(f"| size of the study page | {len(artifact.data) / 1e6:.2f} MB | ≤ 2.5 MB |")
    print(f"| its first view in Chromium | {min(views) / 1000:.2f} s | < 1 s |")
    for view, median, slowest in searches:
        print(f"| a search in `{view}`, the median and the slowest | {median:.0f} and {slowest:.0f} ms | < 50 ms |")


if __name__ == "__main__":
    main()
