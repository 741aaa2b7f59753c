"""The full edition: pictures, mentions of other facts, long words."""

import io
from dataclasses import replace
from pathlib import Path

import page as page_validation
import pypdf
from PIL import Image

from dea_export.cli.drawings import clean_drawing
from dea_export.exporters.api import Artifact, Job
from dea_export.exporters.pdf import exporter
from dea_export.exporters.pdf.full.fact_html import FactWriter
from dea_export.exporters.pdf.full.index import index_services
from dea_export.exporters.pdf.full.terms import find_terms
from dea_export.exporters.resources import template_root
from dea_export.model.text import Text
from dea_export.reading import load
from tests.support import pdf_forms, studies
from tests.support.facts import study_text


def statement(number: int, **more) -> dict:
    return {"id": f"fact-{number}", "domain": 1, "kind": "statement", "skill": "1.1.1", "text": "{{c1::a}} b"} | more


def made(facts: list[dict], media: dict[str, bytes] | None = None) -> Artifact:
    job = Job("made", template_root(), "full-a4", {}, media or {})
    (artifact,) = exporter.export(studies.study(facts), job)
    return artifact


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(out, "PNG")
    return out.getvalue()


def test_a_picture_is_printed_with_its_words_for_those_who_do_not_see_it():
    data = made([statement(1, figure={"file": "a b.png", "alt": 'A "blue" box'})], {"a b.png": picture()}).data
    assert len({image.name for page in pypdf.PdfReader(io.BytesIO(data)).pages for image in page.images}) == 1
    assert "Figure" in pdf_forms.tags(data)
    report = page_validation.validate_pdf_bytes(data, profile=page_validation.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, report


def test_a_drawing_is_printed_with_its_words_as_a_picture_is():
    text = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><text y="20">Box</text><rect width="9" height="9"/></svg>'
    drawing = clean_drawing("a.svg", text.encode()).data
    data = made([statement(1, figure={"file": "a.svg", "alt": "A box"})], {"a.svg": drawing}).data
    assert "Figure" in pdf_forms.tags(data)
    assert "Box" in pdf_forms.words(data)
    report = page_validation.validate_pdf_bytes(data, profile=page_validation.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, report


def test_without_the_file_the_words_for_a_picture_are_printed():
    assert "Picture:Abluebox" in pdf_forms.words(
        made([statement(1, figure={"file": "a.png", "alt": "A blue box"})]).data
    )


def test_what_a_fact_is_confused_with_is_named_and_linked():
    other = {"text": "**Other**: another", "priority": "could"}
    data = made([statement(1, confuse_with=["fact-2"]), statement(2, sheet=other)]).data
    assert "Nottobeconfusedwith:Other:another(1.1,Topic1)" in pdf_forms.words(data)
    assert "f-fact-2" in pypdf.PdfReader(io.BytesIO(data)).named_destinations


def test_a_retired_fact_is_not_mentioned():
    gone = statement(2, retired={"reason": "gone"})
    assert "confused" not in pdf_forms.words(made([statement(1, confuse_with=["fact-2"]), gone]).data)


def test_the_name_of_the_exam_may_have_any_sign():
    plain = studies.study([statement(1)])
    odd = replace(plain, study=replace(plain.study, exam=Text('A "b" \\ </style> & c')))
    (artifact,) = exporter.export(odd, Job("made", template_root(), "full-a4"))
    assert pdf_forms.squeeze('A "b" \\ </style> & c · edition 2026.01') in pdf_forms.words(artifact.data)


def test_only_a_word_wider_than_a_line_may_break_anywhere():
    study = studies.study([statement(1), statement(2, text="{{c1::a}} " + "w" * 300)])
    writer = FactWriter(study, {})
    first, second = (writer.fact(fact) for fact in study.living)
    assert first == '<p id="f-fact-1" class="f"><b>a</b> b</p>'
    assert second.startswith('<p id="f-fact-2" class="f w">')


def test_the_index_sorts_by_the_names_that_cards_say():
    text = study_text("services: [s3, glue, lambda, athena]\ntext: a {{c1::b}}.").replace("Amazon", "Acme")
    study = load(text.replace("AWS Glue", "Zeta Glue").encode(), "a.yaml").study
    names = [entry["name"] for entry in index_services(study)]
    assert names == ["Acme Athena", "Zeta Glue", "AWS Lambda", "Acme S3"]


def test_a_character_without_a_glyph_is_named():
    artifact = made([statement(1, text="{{c1::日}} is far")])
    assert "\ufffdisfar" in pdf_forms.words(artifact.data)
    assert [str(problem) for problem in artifact.problems] == [
        f"{artifact.problems[0].place}: warning W412: the fonts of the PDFs lack '日' (U+65E5); '\ufffd' is printed instead"
    ]


def test_a_fact_is_never_parted_by_the_end_of_a_page():
    options = [{"text": "picked", "pick": True}, *({"text": f"not{i}", "loses": "no"} for i in range(3))]
    facts = []
    for number in range(1, 91):
        about = {"why": f"because{number}x"}
        match number % 3:
            case 0:
                fact = statement(number, text=f"begin{number}x {{{{c1::a}}}}", **about)
            case 1:
                steps = [f"begin{number}x", "{{c1::b}}", "c", "d"]
                fact = {"id": f"fact-{number}", "kind": "steps", "skill": "1.1.1", "steps": steps, **about}
            case _:
                choice = {"kind": "choice", "scenario": f"begin{number}x?", "deciding": "d", "options": options}
                fact = {"id": f"fact-{number}", "skill": "1.1.1", **choice, **about}
        facts.append({"domain": 1, **fact})
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made(facts).data)).pages]
    where = {
        word: index
        for word in (f"{part}{number}x" for part in ("begin", "because") for number in range(1, 91))
        for index, page in enumerate(pages)
        if word in page
    }
    assert len(where) == 180
    assert [n for n in range(1, 91) if where[f"begin{n}x"] != where[f"because{n}x"]] == []


def test_an_option_of_several_blocks_is_printed_as_blocks():
    options = [
        {"text": "```sql\nSELECT 1\n```", "pick": True},
        {"text": "Either\n\nor", "loses": "it is slow"},
        {"text": "- one\n- two", "loses": "it is dear"},
    ]
    fact = {
        "id": "a",
        "domain": 1,
        "kind": "choice",
        "skill": "1.1.1",
        "scenario": "Which?",
        "deciding": "fast",
        "options": options,
    }
    data = made([fact]).data
    assert "✓SELECT1–fast✗Eitheror:itisslow✗onetwo:itisdear" in pdf_forms.words(data)
    report = page_validation.validate_pdf_bytes(data, profile=page_validation.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, report


def choice(number: int, **more) -> dict:
    options = [{"text": f"take {number}", "pick": True}, {"text": "leave it", "loses": "it is slow"}]
    return {"id": f"choice-{number}", "domain": 1, "kind": "choice", "skill": "1.1.1", "scenario": "Which?",
            "deciding": f"fast {number}", "options": options} | more  # fmt: skip


def test_signals_are_the_deciding_words_of_choices_with_their_pages():
    data = made([choice(1), statement(2), choice(3, retired={"reason": "gone"})]).data
    printed = pdf_forms.words(data)
    assert "Ifthequestionsaysthinkofp.fast1take14" in printed  # on page 4, after cover, contents and signals
    assert "fast3" not in printed
    assert "f-choice-1" in pypdf.PdfReader(io.BytesIO(data)).named_destinations
    report = page_validation.validate_pdf_bytes(data, profile=page_validation.ValidationProfile.PDF_UA_1)
    assert report.is_compliant, report


def test_a_study_without_choices_has_no_signals():
    assert "Signals" not in pdf_forms.words(made([statement(1)]).data)


def test_trees_stand_in_front_and_their_topic_says_on_which_page():
    study = load((Path(__file__).parents[2] / "tree.yaml").read_bytes(), "tree.yaml").study
    (artifact,) = exporter.export(study, Job("made", template_root(), "full-a4"))
    pages = [pdf_forms.squeeze(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(artifact.data)).pages]
    asked = "Recordsarrivewithoutend.Oftheservices,whichtakesthemfirst?"
    assert asked in pages[2]  # after cover and contents
    assert "Decisiontrees" in pages[1]
    assert f"→{asked}p.3" in pages[3]
    assert artifact.figures["facts"] == len(study.living)


def test_the_index_leads_to_where_an_abbreviation_is_written_out():
    facts = [
        statement(1, text="CDC is {{c1::used}}"),
        statement(2, text="Change data capture (CDC) {{c1::reads}} a log"),
        statement(3, text="The CDCX is not {{c1::meant}}, `CDC` in code is"),
    ]
    study = replace(
        studies.study(facts), abbreviations={Text("CDC"): Text("change data capture"), Text("SQL"): Text("")}
    )
    assert [(term.name, [fact.id for fact in term.facts]) for term in find_terms(study)] == [
        ("CDC", ["fact-2"]),
        ("Topic 1", ["fact-1"]),
    ]
    (artifact,) = exporter.export(study, Job("made", template_root(), "full-a4"))
    assert "CDC,changedatacapture:1.1p.3" in pdf_forms.words(artifact.data)


def test_a_topic_that_is_called_like_a_service_is_in_the_index_once():
    plain = studies.study([statement(1)])
    named = replace(plain, services=(replace(plain.services[0], name=Text("Topic 1"), short=None),))
    assert find_terms(named) == []
