"""Six weeks of study in the real backend, with Anki's default options: what a learner meets."""

from pathlib import Path

import pytest

from benchmarks.pace import pace
from dea_export.exporters.anki import exporter
from dea_export.exporters.api import Job
from dea_export.exporters.resources import template_root
from dea_export.reading.loader import load

CONTENT = Path(__file__).parents[3] / "content" / "dea-c01.yaml"


@pytest.fixture(scope="module")
def study():
    loaded = load(CONTENT.read_bytes(), str(CONTENT)).study
    assert loaded is not None
    return loaded


def test_twenty_new_cards_a_day_for_42_days_meet_every_must_and_all_domains_in_proportion(study, tmp_path):
    deck = tmp_path / "deck.apkg"
    deck.write_bytes(exporter.export(study, Job("deck", template_root()))[0].data)
    ((_, by_domain, by_rank, domains, ranks, _),) = pace(deck, 20, 42)
    assert by_rank[1] == ranks[1]
    assert by_domain.total() == min(840, domains.total())
    for domain in study.domains:
        assert abs(100 * by_domain[domain.number] / 840 - domain.weight) < 2
