"""What `all` writes from the mini study, file by file: text as it is, packages and PDFs in forms a person can review."""

import csv
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from dea_export.cli.main import program
from dea_export.exporters import markdown, pdf, quizlet
from dea_export.exporters.anki import deck
from dea_export.exporters.api import Job
from dea_export.exporters.resources import template_root
from dea_export.model.text import Text
from dea_export.reading import load
from tests.support import studies
from tests.support.apkg import apkg_text
from tests.support.facts import study_text
from tests.support.html_forms import page_text
from tests.support.pdf import pdf_text
from tests.support.pdf_forms import squeeze, words

TESTS = Path(__file__).parents[1]
TEXT = {".txt", ".csv", ".md"}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The folder that `dea-export all` filled from mini.yaml."""
    folder = tmp_path_factory.mktemp("outputs")
    shutil.copy(TESTS / "mini.yaml", folder / "mini.yaml")
    arguments = ["all", str(folder / "mini.yaml"), "-o", str(folder / "build"), "--jobs", "2"]
    result = CliRunner().invoke(program, arguments)
    assert result.exit_code == 0, result.output
    return folder / "build"


def written(folder):
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and ".dea-export" not in path.parts
    )


def test_the_names_of_all_files(built, golden):
    golden("mini/files.txt", "\n".join(written(built)) + "\n")


def test_text_files(built, golden):
    for name in written(built):
        if Path(name).suffix in TEXT:
            golden(f"mini/{name}", (built / name).read_bytes())


def test_manifest(built, golden):
    text = (built / "manifest.json").read_text(encoding="utf-8")
    text = re.sub(r'"(sha256|fingerprint)": "[0-9a-f]{64}"', r'"\1": "…"', text)
    text = re.sub(r'"bytes": \d+', '"bytes": …', text)
    versions = json.loads(text.replace("…", "0"))["versions"]
    for name, version in versions.items():
        text = text.replace(f'"{name}": "{version}"', f'"{name}": "…"')
    golden("mini/manifest.json", text)


def test_decks(built, golden):
    for path in sorted(built.rglob("*.apkg")):
        golden(f"mini/{path.relative_to(built).as_posix()}.txt", apkg_text(path.read_bytes()))


def test_text_of_pdfs_with_positions(built, golden):
    for path in sorted(built.glob("*.pdf")):
        golden(f"mini/{path.name}.txt", pdf_text(path.read_bytes()))


def test_pages_without_styles_and_scripts(built, golden):
    for path in sorted(built.glob("*.html")):
        golden(f"mini/{path.name}.txt", page_text(path.read_text(encoding="utf-8")))


def golden_of(name):
    """The golden file that covers an output."""
    return f"mini/{name}" + (".txt" if Path(name).suffix in {".apkg", ".pdf", ".html"} else "")


def test_every_file_of_all_has_a_golden(built):
    """A new exporter, or a new file of an old one, needs a golden in the same commit."""
    checked_elsewhere = {"SHA256SUMS"}  # against the files themselves, below
    wanted = {name: golden_of(name) for name in written(built) if name not in checked_elsewhere}
    assert {name: path for name, path in wanted.items() if not (TESTS / "golden" / path).exists()} == {}


def test_checksums_are_those_of_the_files(built):
    import hashlib

    lines = (built / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    named = {line.split("  ", 1)[1]: line.split("  ", 1)[0] for line in lines}
    assert set(named) == set(written(built)) - {"SHA256SUMS"}
    assert {name: hashlib.sha256((built / name).read_bytes()).hexdigest() for name in named} == named


def test_a_second_run_from_scratch_makes_the_same_bytes(built, tmp_path):
    arguments = ["all", str(built.parent / "mini.yaml"), "-o", str(tmp_path), "--jobs", "2"]
    assert CliRunner().invoke(program, arguments).exit_code == 0
    assert {name: (tmp_path / name).read_bytes() for name in written(tmp_path)} == {
        name: (built / name).read_bytes() for name in written(built)
    }


def said(study):
    """What Anki's page of the deck, the PDFs and the Markdown file say."""
    job = Job("made", template_root())
    pdfs = (replace(job, variant=name) for name in ("sheet-a4", "full-a4"))
    return {
        "anki": deck.build_deck(study, job).description,
        "markdown": markdown.exporter.export(study, job)[0].data.decode(),
        **{one.variant: words(pdf.exporter.export(study, one)[0].data) for one in pdfs},
    }


def test_a_disclaimer_and_a_licence_are_printed_where_a_study_has_them():
    plain = studies.study([])
    assert {name for name, text in said(plain).items() if "ffiliated" in text or "CCBY" in text} == set()
    meta = replace(
        plain.study, title=Text("This & that"), disclaimer=Text("Not affiliated with B & B."), license=Text("CC BY 4.0")
    )
    found = said(replace(plain, study=meta))
    assert found.pop("anki") == (
        "This &amp; that (MADE-01 guide 1.0). Not released yet.<br>\nNot affiliated with B &amp; B."
    )
    assert {name for name, text in found.items() if squeeze("Not affiliated with B & B.") in squeeze(text)} == set(
        found
    )
    assert "Text:CCBY4.0." in found["full-a4"]


# --- Quizlet -----------------------------------------------------------------------------------------------------


def test_a_splitter_like_quizlets_gets_every_row_back(built, mini):
    """Quizlet splits at line ends, then at the first tab; it knows no quoting."""
    found = []
    for path in sorted((built / "quizlet").iterdir()):
        text = path.read_bytes().decode("utf-8")
        assert not text.startswith("\ufeff")
        for line in text.removesuffix("\n").split("\n"):
            columns = line.split("\t")
            assert len(columns) == 2
            assert all(column == column.strip() and column for column in columns)
            found.append(tuple(columns))
    expected = [(row.term, row.definition) for fact in mini.living for row in quizlet.make_rows(fact)]
    assert sorted(found) == sorted(expected)


def test_the_csv_reads_back_as_rfc_4180(built, mini):
    with (built / "mini-quizlet.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *found = csv.reader(file, strict=True)
    assert header == ["Term", "Definition", "Id", "Task", "Tags", "Kind", "Source"]
    assert len(found) == sum(1 for fact in mini.living for _ in quizlet.make_rows(fact))
    assert b"\r\n" in (built / "mini-quizlet.csv").read_bytes()


def test_a_side_that_quizlet_may_cut_is_named():
    text = study_text(f"kind: question\nprompt: What?\nanswer: {'word ' * 201}end")
    study = load(text.encode(), "a.yaml").study
    _, paste = quizlet.exporter.export(study, Job("a", template_root()))
    (problem,) = paste.problems
    assert (problem.place, problem.code) == (study.facts[0].id.place, "W601")
    assert problem.message == "the Quizlet definition of 'example' has 1008 characters"


def test_quizlet_shows_no_markup(built):
    text = "".join(path.read_text(encoding="utf-8") for path in (built / "quizlet").iterdir())
    assert not re.search(r"</?\w+>|&\w+;|\{\{c\d|\*\*|<wbr>", text)
