"""Which way a language is written."""

import pytest

from dea_export.model.languages import read_direction


@pytest.mark.parametrize(
    ("language", "direction"),
    [("en", "ltr"), ("he", "rtl"), ("ar-EG", "rtl"), ("az-Arab", "rtl"), ("ku-Latn", "ltr"), ("ur-Latn", "ltr"), ("pt-BR", "ltr"), ("yi", "rtl"), ("FA", "rtl")],
)  # fmt: skip
def test_a_script_in_the_code_wins(language, direction):
    assert read_direction(language) == direction
