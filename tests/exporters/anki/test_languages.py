"""Cards say in which language they are, and run its way; what a study says of itself is text in every template."""

import pytest

from dea_export.exporters.anki.card_templates import read_card_templates
from dea_export.exporters.resources import template_root
from dea_export.reading import load
from tests.support.facts import study_text


def looks(**meta):
    head = ", ".join(f'{key}: "{value}"' for key, value in {"language": "en", **meta}.items())
    text = study_text("text: Athena runs {{c1::SQL}} on S3.").replace("language: en", head)
    return read_card_templates(load(text.encode(), "example.yaml").study, template_root())["cloze"]


def test_plain_english_is_what_templates_are_written_in():
    assert "lang=" not in looks().front + looks().back


@pytest.mark.parametrize("language", ["ja", "de", "en-GB", "zh-Hans", "az", "ur-Latn", "ks-Deva"])
def test_another_language_is_named(language):
    for side in (looks(language=language).front, looks(language=language).back):
        assert side.startswith(f'<div lang="{language}">')
        assert side.endswith("</div>")


@pytest.mark.parametrize("language", ["he", "ar", "fa-IR", "ur", "az-Arab", "ks-Arab", "yi"])
def test_some_run_from_right_to_left(language):
    assert f'<div lang="{language}" dir="rtl" style="text-align: start">' in looks(language=language).back


@pytest.mark.parametrize(
    ("repository", "link"),
    [
        ("https://example.org/a&b/", "https://example.org/a&amp;b/issues/new?"),
        ("https://example.org/it's.git", "https://example.org/it&#x27;s/issues/new?"),
    ],
)
def test_the_repository_is_an_address_in_the_template(repository, link):
    assert f'href="{link}' in looks(repository=repository).back
