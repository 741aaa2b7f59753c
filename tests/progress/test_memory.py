"""The forgetting curve, and what is made of a card that says little or nonsense about itself."""

import pytest

from dea_export.progress.memory import DAY, read_memory


@pytest.mark.parametrize(
    ("data", "days", "recall"),
    [
        ('{"s":10,"d":5,"decay":0.5,"lrt":0}', 10, 0.9),
        ('{"s":10,"d":5,"lrt":0}', 10, 0.9),  # FSRS 5, which does not write its decay
        ('{"s":10,"d":5,"decay":0.154,"lrt":0}', 10, 0.9),
        ('{"s":10,"d":5,"decay":0.154,"lrt":0}', 0, 1.0),
    ],
)
def test_a_stability_is_when_nine_in_ten_are_recalled(data, days, recall):
    memory = read_memory(data, 3, 5.0)
    assert not memory.estimated
    assert memory.recall(days * DAY) == pytest.approx(recall, abs=1e-9)


@pytest.mark.parametrize(
    "data",
    ["", "{}", "not JSON", "[1]", '"s"', "[" * 9999, '{"s":0}', '{"s":-3}', '{"s":NaN}', '{"s":1e999}', '{"s":"9"}',
     '{"s":5,"decay":0}', '{"s":5,"decay":7}', '{"s":true,"decay":null,"d":[]}'],
)  # fmt: skip
def test_without_a_memory_state_the_interval_counts(data):
    memory = read_memory(data, 20, 100.0)
    estimated = read_memory("", 20, 100.0)
    assert memory == estimated or not memory.estimated
    assert estimated.recall(100 + 20 * DAY) == pytest.approx(0.9)


def test_an_answer_in_the_future_is_no_power_of_a_negative_number():
    assert read_memory('{"s":5,"decay":0.154,"lrt":900000000000}', 1, 0.0).recall(0.0) == 1.0
