"""What Anki's Check Database says of a simulated learner's collection."""

import pytest

from dea_export.exporters.anki import exporter
from dea_export.exporters.api import Job
from dea_export.exporters.resources import template_root
from dea_export.simulation.learner import Learner


@pytest.fixture
def learner(mini, tmp_path):
    path = tmp_path / "mini.apkg"
    path.write_bytes(exporter.export(mini, Job("mini", template_root()))[0].data)
    with Learner() as learner:
        learner.take(path)
        learner.study(sorted(learner.state().schedule)[:3])
        yield learner


def test_what_anki_notes_down_for_itself_is_no_complaint(learner):
    assert learner.check() == ""
    learner.collection.db.execute("update cards set data = replace(data, '\"lrt\":1', '\"lrt\":2') where reps > 0")
    assert learner.check() == ""  # an answer as a second turns has two times


def test_what_is_broken_is(learner):
    learner.collection.db.execute("delete from notes where id = (select min(nid) from cards)")
    assert "missing note" in learner.check()
