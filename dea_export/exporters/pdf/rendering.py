"""HTML -> PDF by WeasyPrint: with our fonts only, without network, clock or machine, and without a silent warning."""

from __future__ import annotations

import gc
import logging
import os
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from dea_export.exporters.pdf import fonts
from dea_export.exporters.pdf.formula_images import read_image
from dea_export.model.characters import as_printed
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
    """A document laid out, to be written while its `render` block lasts."""

    document: Any

    @property
    def pages(self) -> Sequence[Any]:
        """WeasyPrint's pages."""
        return self.document.pages  # type: ignore[no-any-return]

    def write(self) -> bytes:
        """The PDF: tagged, PDF/UA-1."""
        with _no_complaints():
            written = bytes(self.document.write_pdf(finisher=_pack, pdf_variant="pdf/ua-1"))
        if foreign := sorted(self._families() - fonts.FAMILIES):
            what = f"a font of this machine has slipped in: {', '.join(foreign)}"
            raise RenderingError(what, "please report this with the content file")
        return written

    def _families(self) -> set[str]:
        """Of the fonts that were used; known once the PDF is written."""
        families = (font.family for font in self.document.fonts.values())
        return {family.decode() if isinstance(family, bytes) else family for family in families}


@contextmanager
def render(html: str, media: Mapping[str, bytes] | None = None) -> Iterator[Rendered]:
    """Lays a document out, in characters that the fonts have; nothing is written to the disk.

    Raises RenderingError when WeasyPrint cannot be loaded, or warns of anything.
    """
    with _own_environment(), _no_collecting():
        weasyprint = _library()
        fetcher = _fetcher(media or {})
        with _no_complaints():
            document = weasyprint.HTML(string=as_printed(html), url_fetcher=fetcher).render()
        yield Rendered(document)


def _library() -> Any:  # noqa: ANN401  WeasyPrint has no types
    try:
        import weasyprint
    except OSError as error:
        what = f"WeasyPrint cannot load a native library: {str(error).splitlines()[0]}"
        raise RenderingError(what, INSTALL) from error
    return weasyprint


def _fetcher(files: Mapping[str, bytes]) -> Any:  # noqa: ANN401
    """Serves `dea:name` from `files`, draws formulas, and refuses every other address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ANN401
            del headers
            name = url.removeprefix("dea:")
            if name != url and (drawn := read_image(name)):
                return URLFetcherResponse(url, drawn, {"Content-Type": "image/svg+xml"})
            if name == url or name not in files:
                raise ValueError(f"not a file of this document: {url}")
            data = files[name]
            if data.startswith(b"<svg"):  # a drawing's words are printed as all others
                return URLFetcherResponse(url, as_printed(data.decode()).encode(), {"Content-Type": "image/svg+xml"})
            return URLFetcherResponse(url, data)

    return OwnFiles()


def _pack(_document: object, pdf: Any) -> None:  # noqa: ANN401
    """Compresses the streams as usual; pydyf would do it the hardest way: four times the time for 3 % of the size."""
    for stream in pdf.objects:
        if getattr(stream, "compress", False):
            stream.compress = False
            raw = stream.data.partition(b"\nstream\n")[2].removesuffix(b"\nendstream")
            stream.stream, stream.extra["Filter"] = [zlib.compress(raw)], "/FlateDecode"


@contextmanager
def _own_environment() -> Iterator[None]:
    """Fontconfig reads our file instead of the machine's; put back afterwards."""
    wanted = {**ENVIRONMENT, "FONTCONFIG_FILE": str(fonts.font_folder() / "fonts.conf")}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _no_collecting() -> Iterator[None]:
    """The collector of cycles rests: it finds nothing and took a third of the time of a long document.

    The command line makes it rare, too, but exporters are used without the command line.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.freeze()  # with the next line: counts what was made as old, which would else be looked through at once
            gc.unfreeze()
            gc.enable()


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
