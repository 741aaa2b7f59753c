"""What rendering refuses, and what it leaves behind: nothing."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pydyf
import pypdf
import pytest

from dea_export.exporters.pdf import fonts, rendering
from tests.support import pdf_forms

ROOT = Path(__file__).parents[3]


def written(html: str) -> bytes:
    with rendering.render(html) as rendered:
        return rendered.write()


@pytest.mark.parametrize(
    "address", ["https://example.com/a.css", "file:///etc/passwd", "data:text/css,a{}", "dea:../x"]
)
def test_nothing_but_our_own_files_is_fetched(address: str):
    with pytest.raises(rendering.RenderingError, match="WeasyPrint complains: Failed to load"):
        written(f'<html lang="en"><title>t</title><link rel="stylesheet" href="{address}"><p>a')


def test_the_machine_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("FONTCONFIG_FILE", "/somewhere")
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    written('<html lang="en"><title>t</title><p>a')
    assert os.environ["FONTCONFIG_FILE"] == "/somewhere"
    assert "SOURCE_DATE_EPOCH" not in os.environ


def test_there_are_no_fonts_but_ours():
    pdf = written('<html lang="en"><title>t</title><p style="font-family: serif">a')
    assert pdf_forms.fonts(pdf) == {"Sheet-Semi-Condensed"}


def test_text_in_any_other_font_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fonts, "FAMILIES", {"Mono"})
    with pytest.raises(rendering.RenderingError, match="a font of this machine has slipped in"):
        written('<html lang="en"><title>t</title><p>a')


def test_the_references_of_pages_are_not_made_anew_for_every_link(monkeypatch: pytest.MonkeyPatch):
    calls, made = [], pydyf.PDF.page_references
    counting = property(lambda pdf: calls.append(pdf.pages["Count"]) or made.fget(pdf))
    monkeypatch.setattr(pydyf.PDF, "page_references", counting)
    pages = "".join(f'<p id="p{n}" style="break-before: page"><a href="#p{9 - n}">{n}</a>' for n in range(10))
    reader = pypdf.PdfReader(io.BytesIO(written(f'<html lang="en"><title>t</title>{pages}')))
    assert calls == sorted(set(calls))
    assert pydyf.PDF.page_references is counting
    led = {name: reader.get_destination_page_number(to) for name, to in reader.named_destinations.items()}
    assert led == {f"p{n}": n for n in range(10)}


def test_a_missing_native_library_names_what_to_install(monkeypatch: pytest.MonkeyPatch):
    import builtins

    real = builtins.__import__

    def without_pango(name: str, *rest, **more):
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without_pango)
    with pytest.raises(rendering.RenderingError, match="cannot load library 'libpango") as caught:
        written("<p>a")
    assert "apt install libpango-1.0-0" in caught.value.hint
    assert "brew install pango" in caught.value.hint


@pytest.mark.parametrize(
    ("style", "code", "jobs"), [("", 0, "2"), ("p { colour: red }", 3, "1")], ids=["works", "fails"]
)
def test_a_build_leaves_no_temporary_files(tmp_path, style, code, jobs):
    theme, temporary = tmp_path / "themes" / "pdf" / "mine", tmp_path / "temporary"
    theme.mkdir(parents=True)
    temporary.mkdir()
    (theme / "theme.toml").write_bytes((ROOT / "templates/pdf/default/theme.toml").read_bytes())
    (theme / "mono.css").write_text(style)
    words = ["pdf", ROOT / "tests" / "mini.yaml", "--only", "sheet-a4-mono", "--templates", "themes", "--theme", "mine"]
    command = [sys.executable, "-m", "dea_export", *map(str, words), "--jobs", jobs]
    run = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, "TMPDIR": str(temporary)}, check=False, capture_output=True, text=True
    )
    assert run.returncode == code, run.stderr
    assert list(temporary.iterdir()) == []
