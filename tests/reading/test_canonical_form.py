"""`fmt`: one form for each study, the study unchanged, comments kept."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dea_export.reading import load
from dea_export.reading.canonical_form import canonical
from tests.support.facts import study_text

TESTS = Path(__file__).parents[1]
REAL = TESTS.parent / "content" / "dea-c01.yaml"


def study(text):
    return load(text.encode(), "a.yaml").study


@pytest.mark.parametrize("path", [TESTS / "mini.yaml", REAL], ids=["mini", "real"])
def test_the_study_is_the_same_and_the_second_time_changes_nothing(path):
    text = path.read_text("utf-8")
    written = canonical(text)
    assert study(written) == study(text)
    assert study(written) is not None
    assert canonical(written) == written


def test_the_mini_study_in_canonical_form(golden):
    golden("mini/canonical.yaml", canonical((TESTS / "mini.yaml").read_text("utf-8")))


WILD = """\
# about the file
format: 1   # the first
study: {title: An example, id: example, language: en, exam: EX-01 guide 1.0}
domains:
  # before the domain
  - title: Everything
    id: all
    number: 1
    weight: 100
    tasks: [{id: '1.1', title: "Ingest", skills: {1.1.1: Read batches}}]
    topics:
      - facts:
          # before the fact
          - {id: one, skill: 1.1.1, kind: statement, text: "Athena runs {{c1::SQL}} on #1 # data."}  # beside the fact
          - kind: choice
            id: two   # its id
            skill: '1.1.1'
            scenario: "SQL on S3: what fits?"
            deciding: Serverless SQL.
            options:
              # the right one
              - {pick: true, text: Athena}
              - {loses: "a cluster, to run", text: EMR}
            # before the reason
            why: 'NO'
        title: Examples # a title
# the end
"""


def test_comments_stay_with_their_keys_and_entries(golden):
    written = canonical(WILD)
    golden("fmt/wild.yaml", written)
    assert study(written) == study(WILD)
    assert canonical(written) == written
    for line in WILD.split("\n"):
        if "# " in line and "#1" not in line:
            assert "# " + line.split("# ")[-1] in written


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Zl", "Zp"]), min_size=1, max_size=40)


@pytest.mark.slow
@given(TEXT, TEXT, st.lists(TEXT, min_size=1, max_size=3))
@example("0", "0", ["0:?"])
@settings(max_examples=150, deadline=None)
def test_any_text_survives_reading_writing_and_reading(why, title, names):
    import json

    keys = f"text: Athena runs {{{{c1::SQL}}}}.\nwhy: {json.dumps(why, ensure_ascii=False)}\nfigure: {{file: a.png, alt: {json.dumps(title, ensure_ascii=False)}}}"
    text = study_text(keys).replace(
        "name: Amazon S3,", f"name: Amazon S3, formerly: {json.dumps(names, ensure_ascii=False)},"
    )
    written = canonical(text)
    assert canonical(written) == written
    assert study(written) == study(text)


def test_fmt_writes_the_file_and_then_leaves_it_alone(cli, tmp_path):
    (tmp_path / "a.yaml").write_text(WILD, "utf-8")
    assert cli("fmt", "a.yaml", "--check").exit_code == 1
    assert (tmp_path / "a.yaml").read_text("utf-8") == WILD
    assert cli("fmt", "a.yaml").output == "a.yaml: rewritten\n"
    assert (tmp_path / "a.yaml").read_text("utf-8") == canonical(WILD)
    assert cli("fmt", "a.yaml", "--check").output == "a.yaml: is in its canonical form\n"


def test_fmt_leaves_a_file_with_errors_alone(cli, tmp_path):
    (tmp_path / "a.yaml").write_text("format: 2\n")
    assert cli("fmt", "a.yaml").exit_code == 1
    assert (tmp_path / "a.yaml").read_text() == "format: 2\n"


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("figure: {alt: A plan, file: plan.png}", ["file", "alt"]),
        ("retired: {instead: [other], reason: Closed.}", ["reason", "instead"]),
        ("change: {note: It was twice that., type: fact}", ["type", "note"]),
        ("sheet: {priority: must, text: Short}", ["text", "priority"]),
    ],
)
def test_every_mapping_has_its_keys_in_one_order(written, wanted):
    name, _, keys = written.partition(": ")
    turned = ", ".join(reversed(keys.strip("{}").split(", ")))
    texts = [
        canonical(study_text(f"text: Athena runs {{{{c1::SQL}}}}.\n{name}: {{{inner}}}"))
        for inner in (keys.strip("{}"), turned)
    ]
    assert texts[0] == texts[1]
    places = [texts[0].rindex(f"{key}: ") for key in wanted]
    assert places == sorted(places)
