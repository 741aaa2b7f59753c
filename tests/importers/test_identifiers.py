"""Ids are proposed from the words that tell facts apart, each once."""

import pytest

from dea_export.importers.identifiers import IdMaker, slug


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


class Asked(set):
    """A set that counts how often it is asked."""

    count = 0

    def __contains__(self, word):
        self.count += 1
        return super().__contains__(word)


def test_a_second_one_gets_the_next_number_that_nobody_has():
    ids = IdMaker(["dog-2"])
    assert [ids.propose("", "the dog") for _ in range(3)] == ["dog", "dog-3", "dog-4"]


def test_a_thousand_with_the_same_words_are_not_counted_through_again():
    ids = IdMaker()
    ids.taken = Asked()
    assert len({ids.propose("", "the dog") for _ in range(1000)}) == 1000
    assert ids.taken.count < 3000
