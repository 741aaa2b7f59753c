"""Words that every target uses alike."""

from dea_export.cards.wording import reckon_margin, say_margin
from dea_export.words import words_in


def test_a_score_says_how_far_it_can_be_trusted():
    assert [reckon_margin(questions) for questions in (2, 20, 65, 1000)] == [64, 20, 11, 3]
    assert say_margin(65, words_in("en")).startswith(
        "The score of 65 questions has a margin of about ± 11 points of per cent: "
    )
