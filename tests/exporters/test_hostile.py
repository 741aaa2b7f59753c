"""A text is a text in every target: no live tag, address, field command, formula of a spreadsheet or workflow command."""

import csv
import io
import json
import re

import pytest
from markdown_it import MarkdownIt
from pypdf import PdfReader

from dea_export.checking import check_study
from dea_export.cli.build.index_page import make_index
from dea_export.cli.build.orders import Made, fulfil, plan_orders
from dea_export.cli.build.results import Results
from dea_export.cli.console import as_github, as_human
from dea_export.exporters.api import Job
from dea_export.exporters.quizlet import NUMBER, SIGNS
from dea_export.exporters.registry import installed
from dea_export.exporters.resources import template_root
from dea_export.ledger import EMPTY
from tests.support.apkg import SEPARATOR, collection_of
from tests.support.hostile import EVIL, hostile_study, live_parts
from tests.support.html_forms import page_data

INLINE = "p b i u em strong code pre sub sup ol ul li table thead tbody tr th td br div span a img wbr s h1 h2 h3 h4 hr blockquote del dl dt dd"
COMMAND = re.compile(r"\[(sound:|anki:|latex\]|\$\]|\$\$\])")
SEEDS = range(4)


def made_of(study, *names):
    """The results of some exporters, and their files by name."""
    orders, broken = plan_orders([installed()[name] for name in names], {})
    made = [fulfil(study, Job("mini", template_root()), order) for order in orders]
    assert broken == []
    assert [one.trace for one in made if not isinstance(one, Made)] == []
    return made, {artifact.name: artifact.data for one in made for artifact in one.artifacts}


@pytest.fixture(scope="module", params=SEEDS)
def spoilt(request):
    study, count = hostile_study(request.param)
    assert count > 60
    return study


@pytest.fixture(scope="module")
def files(spoilt):
    return made_of(spoilt, "anki", "html", "markdown", "quizlet")[1]


def test_fields_of_notes(files):
    for name in ("mini.apkg", "mini-update.apkg"):
        for (fields,) in collection_of(files[name]).execute("select flds from notes"):
            for field in fields.split(SEPARATOR):
                assert live_parts(field, INLINE) == []
                assert not COMMAND.search(field), field
                assert not re.search(r"\\[(\[].*\\href", field), field


def test_templates_of_cards_know_fields_only(files):
    models, decks = collection_of(files["mini.apkg"]).execute("select models, decks from col").fetchone()
    for model in json.loads(models).values():
        known = {field["name"] for field in model["flds"]} | {"FrontSide", "Tags", "Type", "Deck", "Subdeck", "Card"}
        for side in (template[part] for template in model["tmpls"] for part in ("qfmt", "afmt")):
            assert {name.split(":")[-1].lstrip("#/^") for name in re.findall(r"\{\{(.*?)\}\}", side)} <= known
            assert live_parts(re.sub(r"\{\{.*?\}\}", "", side), f"{INLINE} details summary footer section") == []
        assert "evil.example" not in re.sub(r"\{\{.*?\}\}", "", model["css"])
    for deck in json.loads(decks).values():
        assert live_parts(deck["desc"], INLINE) == []


def test_markdown_as_github_reads_it(files):
    page = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(files["mini.md"].decode())
    assert live_parts(page, f"{INLINE} details summary kbd") == []


def test_pages_in_a_browser(files, mini):
    page, plain = (one["mini.html"].decode() for one in (files, made_of(mini, "html")[1]))
    assert page.lower().count("<script") == plain.lower().count("<script")
    assert page.lower().count("</style") == plain.lower().count("</style")
    topics = [topic for domain in page_data(page)["domains"] for topic in domain["topics"]]
    for text in texts_of([topic["facts"] for topic in topics]):  # the rest is set as text, never as HTML
        if re.search("</?[a-z]", text):
            assert live_parts(text, f"{INLINE} details summary") == [], text


def texts_of(data):
    """Every text of the page's data."""
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list):
        for one in data:
            yield from texts_of(one)
    elif isinstance(data, str):
        yield data


def test_the_index(spoilt):
    made, _ = made_of(spoilt, "markdown")
    page = make_index(spoilt, Results(made, []), template_root(), EMPTY).data.decode()
    allowed = f"{INLINE} html head meta link title style body main header footer section nav article time small"
    assert live_parts(page, allowed) == []
    assert page.lower().count("</style") == 1


def test_cells_of_spreadsheets_and_rows_of_sets(files):
    rows = csv.reader(io.StringIO(files["mini-quizlet.csv"].decode("utf-8-sig"), newline=""))
    for cell in (cell for row in rows for cell in row):
        seen = "".join(char for char in cell if char.isprintable() and not char.isspace())
        assert seen[:1] not in SIGNS or not seen or NUMBER.fullmatch(cell)
    for name in (name for name in files if name.startswith("quizlet/")):
        assert ".." not in name
        assert all(line.count("\t") == 1 for line in files[name].decode().split("\n") if line)


def test_what_is_printed_of_it(spoilt):
    for problem in check_study(spoilt):
        shown = as_human(problem, [])
        assert not any(line.lstrip().startswith("::") for line in shown.split("\n"))
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f]", shown)
        assert "\n" not in as_github(problem)


@pytest.mark.parametrize("variant", ["full-a4", "sheet-a4"])
def test_addresses_in_pdfs(variant):
    study, _ = hostile_study(0)
    orders, _ = plan_orders([installed()["pdf"]], {"only": variant})
    (made,) = (fulfil(study, Job("mini", template_root()), order) for order in orders)
    assert isinstance(made, Made), made.trace
    links = [
        note.get_object().get("/A", {})
        for page in PdfReader(io.BytesIO(made.artifacts[0].data)).pages
        for note in page.get("/Annots", ())
    ]
    assert {str(link["/URI"]).partition("://")[0] for link in links if "/URI" in link} <= {"https"}
    assert {str(link["/S"]) for link in links if link} <= {"/URI", "/GoTo"}
    assert not any(EVIL in str(link.get("/URI", "")) for link in links)
