"""The full edition parts words as dictionaries of its language do; names of pages and code stay whole, English does."""

import json
import random
from itertools import pairwise

import pypdfium2
import pytest

from dea_export.exporters.api import Job
from dea_export.exporters.pdf import exporter
from dea_export.exporters.resources import template_root
from dea_export.reading import load

# By syllables, as Duden, Real Academia Española, Académie française and Academia Brasileira de Letras part them.
WORDS = {
    "de": "Ge-schwin-dig-keits-be-gren-zung Ver-schlüs-se-lung Da-ten-ver-ar-bei-tung Si-cher-heits-ein-rich-tung "
    "Wie-der-her-stel-lung Zu-griffs-be-rech-ti-gung Ver-füg-bar-keit",
    "es": "des-in-cro-ni-za-ción in-fra-es-truc-tu-ras res-pon-sa-bi-li-dad ad-mi-nis-tra-ti-va dis-po-ni-bi-li-dad "
    "al-ma-ce-na-mien-to con-fi-gu-ra-ción ex-tra-or-di-na-ria-men-te",
    "fr": "dé-cen-tra-li-sa-tion in-fra-struc-tures res-pon-sa-bi-li-té ad-mi-nis-tra-tive dis-po-ni-bi-li-té "
    "en-re-gis-tre-ment dé-ve-lop-pe-ment",
    "pt": "des-cen-tra-li-za-ção in-fra-es-tru-tu-ras res-pon-sa-bi-li-da-de ad-mi-nis-tra-ti-va dis-po-ni-bi-li-da-de "
    "ar-ma-ze-na-men-to con-fi-gu-ra-ção re-cu-pe-ra-ção",
}
ENGLISH = "decentralization infrastructures responsibility administrative availability configuration representation"
HYPHEN = "\u2010"


def edition(language, words, **more):
    """The lines of a full edition in which each word stands in many places, and ends some lines."""
    chance = random.Random(5)
    says = [" ".join(chance.choices(words, k=60)) for _ in range(8)]
    facts = [{"id": f"f-{n}", "kind": "question", "prompt": "a?", "answer": text} | more for n, text in enumerate(says)]
    study = {
        "format": 1,
        "study": {"id": "x", "title": "1", "language": language},
        "topics": [{"title": "1", "facts": facts}],
    }
    loaded = load(json.dumps(study).encode(), "x.yaml")
    assert loaded.study is not None, loaded.problems
    (artifact,) = exporter.export(loaded.study, Job("x", template_root(), "full-a4"))
    pages = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(artifact.data))
    return [line for page in pages for line in page.splitlines()]


def parted(lines):
    """The words that a line end parts, with the hyphen there."""
    return {
        f"{one.split(' ')[-1].removesuffix(HYPHEN)}-{two.split(' ')[0]}"
        for one, two in pairwise(lines)
        if one.endswith(HYPHEN) and two[0].isalpha()  # not the foot of a page
    }


@pytest.mark.parametrize("language", WORDS)
def test_words_are_parted_between_syllables(language):
    known = WORDS[language].split()
    allowed = {
        f"{''.join(parts[:cut])}-{''.join(parts[cut:])}"
        for parts in (word.split("-") for word in known)
        for cut in range(1, len(parts))
    }
    found = parted(edition(language, [word.replace("-", "") for word in known]))
    assert len(found) >= 5
    assert found <= allowed


def test_english_is_not_parted_since_no_page_is_saved_and_names_of_products_suffer():
    assert parted(edition("en", ENGLISH.split())) == set()


def test_addresses_and_code_are_never_parted():
    source = f"https://example.com/{'Geschwindigkeitsbegrenzung' * 6}"
    lines = edition("de", ["`Geschwindigkeitsbegrenzung`", "und"], source=source)
    assert parted(lines) == set()
