"""How a language is written, by its code."""

import pytest

from dea_export.model.languages import runs_backwards


@pytest.mark.parametrize("code", ["he", "ar", "fa-IR", "ur", "az-Arab", "ku-Arab", "iw", "nqo", "YI"])
def test_from_right_to_left(code):
    assert runs_backwards(code)


@pytest.mark.parametrize("code", ["en", "de", "az", "ja", "zh-Hans", "ur-Latn", "he-Latn", "ks-Deva"])
def test_from_left_to_right(code):
    assert not runs_backwards(code)
