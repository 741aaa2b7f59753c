"""HTML -> PDF by WeasyPrint: with our fonts only, without network, clock or machine, and without a silent warning."""

from __future__ import annotations

import gc
import logging
import os
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from dea_export.exporters.pdf import fonts
from dea_export.model.diagnostic import DeaExportError

ENVIRONMENT = {
    "SOURCE_DATE_EPOCH": "1767225600"
}  # 2026-01-01, for fontTools, which would stamp subset fonts with the clock
INSTALL = "on Debian: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; on macOS: brew install pango"
KNOWN = ("libharfbuzz-subset", "HarfBuzz")  # WeasyPrint then subsets with fontTools: slower, the same pages


class RenderingError(DeaExportError):
    """WeasyPrint is not usable, or it complained."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document laid out, not written yet."""

    document: Any

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self.document.pages)

    def write(self) -> bytes:
        """The PDF: tagged, PDF/UA-1."""
        with _ours(), _no_complaints():
            written = bytes(self.document.write_pdf(finisher=_pack, pdf_variant="pdf/ua-1"))
        if foreign := sorted(self.fonts - fonts.FAMILIES):
            what = f"a font of this machine has slipped in: {', '.join(foreign)}"
            raise RenderingError(what, "please report this with the content file")
        return written

    @property
    def fonts(self) -> set[str]:
        """The families that were used; known once the PDF is written."""
        return {
            font.family.decode() if isinstance(font.family, bytes) else font.family
            for font in self.document.fonts.values()
        }


def render(html: str, media: Mapping[str, bytes] | None = None) -> Rendered:
    """Lays a document out. Raises RenderingError when WeasyPrint cannot be loaded, or warns of anything."""
    with _ours():
        weasyprint = _library()
        with _no_complaints():
            files = {**fonts.font_files(), **(media or {})}
            return Rendered(weasyprint.HTML(string=html, url_fetcher=_fetcher(files)).render())


def _library() -> Any:  # noqa: ANN401  WeasyPrint has no types
    try:
        import weasyprint
    except OSError as error:
        what = f"the exporter 'pdf' cannot load a native library: {str(error).splitlines()[0]}"
        raise RenderingError(what, INSTALL) from error
    return weasyprint


def _fetcher(files: Mapping[str, bytes]) -> Any:  # noqa: ANN401
    """Serves `dea:name` from `files` and refuses every other address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ANN401
            del headers
            name = url.removeprefix("dea:")
            if name == url or name not in files:
                raise ValueError(f"not a file of this document: {url}")
            return URLFetcherResponse(url, files[name])

    return OwnFiles()


def _pack(_document: object, pdf: Any) -> None:  # noqa: ANN401
    """Compresses the streams as usual; pydyf would do it the hardest way: four times the time for 3 % of the size."""
    for stream in pdf.objects:
        if getattr(stream, "compress", False):
            stream.compress = False
            raw = stream.data.partition(b"\nstream\n")[2].removesuffix(b"\nendstream")
            stream.stream, stream.extra["Filter"] = [zlib.compress(raw)], "/FlateDecode"


@contextmanager
def _ours() -> Iterator[None]:
    """Fontconfig reads our file instead of the machine's; put back afterwards.

    The collector of cycles rests meanwhile: it finds nothing and took a third of the time of a long document.
    """
    collecting = gc.isenabled()
    gc.disable()
    wanted = {**ENVIRONMENT, "FONTCONFIG_FILE": str(fonts.font_folder() / "fonts.conf")}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        if collecting:
            gc.freeze()  # with the next line: counts what was made as old, which would else be looked through at once
            gc.unfreeze()
            gc.enable()
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


@contextmanager
def _no_complaints() -> Iterator[None]:
    """Every warning of WeasyPrint's is an error of ours: a missing glyph or an unknown property must not pass."""
    log, listener = logging.getLogger("weasyprint"), _Listener()
    before, log.propagate = log.propagate, False
    log.addHandler(listener)
    try:
        yield
    finally:
        log.removeHandler(listener)
        log.propagate = before
    if heard := [what for what in listener.heard if not any(word in what for word in KNOWN)]:
        raise RenderingError(f"WeasyPrint complains: {heard[0]}", "a theme's style sheet may be the reason")
