"""The pictures of the README, small: run by scripts/pictures."""

from __future__ import annotations

import io
import tempfile
import time
from pathlib import Path

import pypdfium2
from PIL import Image

from tests.support.browser import chromium

ROOT = Path(__file__).parents[2]
TARGET = ROOT / "docs" / "img"
WINDOW = (860, 1200)  # two phones side by side
SHEET_WIDTH = 900  # pixels


def sheet(pdf: Path) -> Image.Image:
    """The first page of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    return page.render(scale=SHEET_WIDTH / page.get_width()).to_pil()


def card(page: Path) -> Image.Image:
    """Front and back of the first card, by day and by night, each as wide as a phone."""
    with tempfile.TemporaryDirectory() as profile, chromium(Path(profile)) as browser:
        metrics = {"width": WINDOW[0], "height": WINDOW[1], "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        browser.get(page.resolve().as_uri())
        time.sleep(0.5)
        shot = browser.find_element("css selector", "article .row").screenshot_as_png
        return Image.open(io.BytesIO(shot))


def main() -> None:
    """Writes docs/img/card.png and docs/img/sheet.png, with few colours so that they stay small."""
    TARGET.mkdir(parents=True, exist_ok=True)
    study = next((ROOT / "content").glob("*.yaml")).stem
    pictures = {
        "card": card(ROOT / "build" / "preview" / "pictures.html"),
        "sheet": sheet(ROOT / "build" / f"{study}-cheatsheet-a4.pdf"),
    }
    for name, picture in pictures.items():
        picture.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(TARGET / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
