"""HTML -> PDF by WeasyPrint: with our fonts only, without network, clock or machine, and without a silent warning."""

from __future__ import annotations

import gc
import logging
import os
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dea_export.exporters.pdf import fonts
from dea_export.exporters.pdf.bidi import order_lines
from dea_export.exporters.pdf.formula_images import find_formulas, read_image
from dea_export.model.diagnostic import DeaExportError
from dea_export.typefaces import as_printed

DRAWING = b"<svg"  # how cleaned drawings begin
ENVIRONMENT = {
    "SOURCE_DATE_EPOCH": "1767225600"
}  # 2026-01-01, for fontTools, which would stamp subset fonts with the clock
INSTALL = "on Debian: apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; on macOS: brew install pango"
KNOWN = ("libharfbuzz-subset", "HarfBuzz")  # WeasyPrint then subsets with fontTools: slower, the same pages


UNSAID = b"> <200b>\n"  # in ToUnicode: a sign whose text its neighbour has; PDF/UA allows no empty one (Kozea/WeasyPrint#2841)
LANGUAGE = re.compile(r'<html lang="?([\w-]+)')


class RenderingError(DeaExportError):
    """WeasyPrint is not usable, or it complained."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document laid out, to be written while its `render` block lasts."""

    document: Any
    families: frozenset[str] = frozenset()  # of other scripts, in this document
    formulas: frozenset[str] = frozenset()  # the alternative texts of those that are drawn

    @property
    def pages(self) -> Sequence[Any]:
        """WeasyPrint's pages."""
        return self.document.pages  # type: ignore[no-any-return]

    def write(self) -> bytes:
        """The PDF: tagged, PDF/UA-1."""
        with _no_complaints(), _kept_references():
            written = bytes(self.document.write_pdf(finisher=self._finish, pdf_variant="pdf/ua-1"))
        if foreign := sorted(self._families() - fonts.FAMILIES - self.families):
            what = f"a font of this machine has slipped in: {', '.join(foreign)}"
            raise RenderingError(what, "please report this with the content file")
        return written

    def _finish(self, _document: object, pdf: Any) -> None:  # noqa: ANN401
        if self.formulas:
            _tag_formulas(pdf, self.formulas)
        _pack(pdf)

    def _families(self) -> set[str]:
        """Of the fonts that were used; known once the PDF is written."""
        families = (font.family for font in self.document.fonts.values())
        return {family.decode() if isinstance(family, bytes) else family for family in families}


@contextmanager
def render(html: str, media: Mapping[str, bytes] | None = None) -> Iterator[Rendered]:
    """Lays a document out, in characters that the fonts have.

    Raises RenderingError when WeasyPrint cannot be loaded, or warns of anything.
    """
    shown = fonts.name_own_fonts(as_printed(html))
    language = LANGUAGE.search(shown)
    drawn = (as_printed(data.decode()) for data in (media or {}).values() if data.startswith(DRAWING))
    added = fonts.cut_fonts("".join((shown, *drawn)), language[1] if language else "")
    with fonts.configured(added) as configuration, _own_environment(configuration), _no_collecting():
        weasyprint = _library()
        fetcher = _fetcher(media or {})
        with _no_complaints():
            document = weasyprint.HTML(string=_ordered_lines(shown), url_fetcher=fetcher).render()
        yield Rendered(document, frozenset(font.family for font in added), find_formulas(shown))


def _library() -> Any:  # noqa: ANN401  WeasyPrint has no types
    with _explained():
        import weasyprint
    return weasyprint


def _ordered_lines(html: str) -> str:
    with _explained():
        return order_lines(html)


@contextmanager
def _explained() -> Iterator[None]:
    """What to install when a library in C is not there."""
    try:
        yield
    except OSError as error:
        what = f"WeasyPrint cannot load a native library: {str(error).splitlines()[0]}"
        raise RenderingError(what, INSTALL) from error


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
            if data.startswith(DRAWING):  # a drawing's words are printed as all others
                return URLFetcherResponse(url, as_printed(data.decode()).encode(), {"Content-Type": "image/svg+xml"})
            return URLFetcherResponse(url, data)

    return OwnFiles()


def _tag_formulas(pdf: Any, formulas: frozenset[str]) -> None:  # noqa: ANN401
    """Formulas are no figures, as WeasyPrint 70 tags every `<img>` (ISO 14289-1, 7.7)."""
    for tag in pdf.objects:
        if isinstance(tag, dict) and tag.get("S") == "/Figure" and "Alt" in tag and tag["Alt"].string in formulas:
            tag["S"] = "/Formula"


def _pack(pdf: Any) -> None:  # noqa: ANN401
    """Compresses the streams as usual; pydyf would do it the hardest way: four times the time for 3 % of the size."""
    for stream in pdf.objects:
        if getattr(stream, "compress", False):
            stream.compress = False
            raw = stream.data.partition(b"\nstream\n")[2].removesuffix(b"\nendstream")
            raw = raw.replace(b"> <>\n", UNSAID) if raw.startswith(b"/CIDInit") else raw
            stream.stream, stream.extra["Filter"] = [zlib.compress(raw)], "/FlateDecode"


@contextmanager
def _kept_references() -> Iterator[None]:
    """The references of all pages are kept while their number stays: pydyf makes them anew for every tag and link."""
    import pydyf

    made = pydyf.PDF.page_references
    kept: dict[int, Any] = {}

    def keep(pdf: Any) -> Any:  # noqa: ANN401
        if (count := pdf.pages["Count"]) not in kept:
            kept[count] = made.fget(pdf)
        return kept[count]

    pydyf.PDF.page_references = property(keep)
    try:
        yield
    finally:
        pydyf.PDF.page_references = made


@contextmanager
def _own_environment(configuration: Path) -> Iterator[None]:
    """Fontconfig reads our file instead of the machine's; put back afterwards."""
    wanted = {**ENVIRONMENT, "FONTCONFIG_FILE": str(configuration)}
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
