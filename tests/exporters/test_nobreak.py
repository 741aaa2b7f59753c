"""Numbers and their units, on a card and on paper."""

import pytest

from dea_export.exporters.anki.deck import build_deck
from dea_export.exporters.api import Job
from dea_export.exporters.nobreak import bind_code, bind_html, bind_prose, unbind
from dea_export.notes.fields import render_note
from tests.support.releases import TEMPLATES, Publisher


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("at most 15 minutes a call", "at most [15 minutes] a call"),
        ("{{c1::15 minutes::how long?}}", "{{c1::[15 minutes]::how long?}}"),
        ("{{c1::15}} minutes", "{{c1::15}}[ minutes]"),
        ("10 % of 3 million rows, ≤ 5 MB", "[10 %] of [3 million] rows, [≤ 5 MB]"),
        ("archive at day 90, port 5432, today 3", "archive at [day 90], [port 5432], today 3"),
        ("<strong>64 KB</strong>", "<strong>[64 KB]</strong>"),
        ("sleep for <code>5 s</code>", "sleep for <code>5 s</code>"),
        ('<pre class="hl"><code>LIMIT 10 h</code></pre> 2 h', '<pre class="hl"><code>LIMIT 10 h</code></pre> [2 h]'),
        ('<a href="https://example.org/a 5 s">5 s</a>', '<a href="https://example.org/a 5 s">[5 s]</a>'),
        (r"\(5 s\)", r"\(5 s\)"),
        ("in 2024 some, 3 sheets, 12 monthly reports", "in 2024 some, 3 sheets, 12 monthly reports"),
    ],
)
def test_a_number_is_not_parted_from_its_unit(html, shown):
    assert bind_html(html) == shown.replace("[", '<span class="nb">').replace("]", "</span>")


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("keeps 24 h by default", "keeps 24~h by default"),
        ("≤ 10 MB a record", "≤~10~MB a record"),
        ("1–128 MiB", "1+–+128~MiB"),
        ("size ≤ 5 GB", "size~≤~5~GB"),
        ("worker G.2X", "worker G.+2X"),
        ("5 shards need 7 minutes", "5~shards need 7~minutes"),
        ("12 horses", "12 horses"),
    ],
)
def test_prose_on_paper_binds_what_is_counted_too(text, bound):
    assert bind_prose(text) == bound.replace("~", "\u00a0").replace("+", "\u2060")
    assert unbind(bind_prose(text)) == text


@pytest.mark.parametrize(
    ("code", "bound"), [(".sync", ".+sync"), ("--a", "--+a"), ("a.b().c", "a+.+b()+.+c"), ("1 h", "1 h")]
)
def test_code_on_paper_keeps_its_dots(code, bound):
    assert bind_code(code) == bound.replace("+", "\u2060")


def test_the_deck_is_bound_and_the_ledger_sees_no_change(tmp_path):
    author = Publisher(tmp_path)
    author.fact("glue-bookmark")["why"] = "It takes 15 minutes."
    author.release()
    (note,) = (
        note
        for note in build_deck(author.study(), Job("mini", TEMPLATES, ledger=author.ledger)).notes
        if note.fields.values["Id"] == "glue-bookmark"
    )
    assert note.fields.values["Why"] == 'It takes <span class="nb">15 minutes</span>.'
    entry = author.ledger.entries["glue-bookmark"]
    fact = author.study().by_id["glue-bookmark"]
    assert render_note(author.study(), fact, {}).digest == entry.digest
    assert note.modified == author.ledger.stamp_of(entry.changed)
