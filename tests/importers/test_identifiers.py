"""Ids are proposed from the words that tell facts apart."""

import pytest

from dea_export.importers.identifiers import slug


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("o gato", "gato"),
        ("Os gatos", "gatos"),
        ("uma maçã", "maca"),
        ("umas casas", "casas"),
        ("il gatto", "gatto"),
        ("lo zaino", "zaino"),
        ("gli amici", "amici"),
        ("I gatti", "gatti"),
        ("l'acqua", "acqua"),
        ("un’amica", "amica"),
        ("the OS kernel", "os-kernel"),
        ("Type I error", "type-i-error"),
        ("o", "o"),
        ("don't", "dont"),
    ],
)
def test_articles_are_left_out_where_words_begin_with_them(text, made):
    assert slug(text) == made
