"""Pictures: they arrive with the deck, a changed one replaces the old, and what is missing or unused is said."""

import io
import re
import shutil
from pathlib import Path

import pytest
from PIL import Image

from dea_export.simulation.learner import Learner
from tests.support.releases import MINI

FIGURE = "            figure: {file: flow.png, alt: A flow}\n            rank: 1\n            text: |-\n              A Glue job"
BEFORE = "            rank: 1\n            text: |-\n              A Glue job"


def picture(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def media(cli):  # noqa: ARG001  `cli` makes the folder
    """The folder for pictures of a study with one figure."""
    folder = Path("content/media")
    folder.mkdir(parents=True)
    text = MINI.read_text(encoding="utf-8")
    assert BEFORE in text
    Path("content/mini.yaml").write_text(text.replace(BEFORE, FIGURE), encoding="utf-8")
    return folder


def test_a_changed_picture_reaches_the_learner_under_another_name(cli, media):
    with Learner() as learner:
        for number, colour in ((1, picture("red")), (2, picture("blue"))):
            (media / "flow.png").write_bytes(colour)
            assert cli("lock", f"2026.0{number}", "--at", f"2026-0{number}-02T00:00:00Z").exit_code == 0
            assert cli("anki", "--locked", "-q").exit_code == 0
            learner.take(Path("build/mini.apkg"))
            shown = re.findall(r'src="([^"]+)"', learner.state().fields["mini:glue-bookmark"][1])
            assert [Path(learner.collection.media.dir(), name).read_bytes() for name in shown] == [colour]
        assert list(learner.collection.media.check().missing) == []


def test_the_preview_holds_a_picture_whose_name_has_a_sign_of_html(cli, media):
    study = Path("content/mini.yaml")
    study.write_text(study.read_text(encoding="utf-8").replace("flow.png", "R&D.png"), encoding="utf-8")
    (media / "R&D.png").write_bytes(picture("red"))
    assert cli("preview", "-o", "page.html").exit_code == 0
    assert re.findall(r'src="(?!data:)[^"]*"', Path("page.html").read_text(encoding="utf-8")) == []


def test_a_missing_picture_is_an_error_at_its_name(cli, media):
    del media
    found = cli("check")
    assert found.exit_code == 1
    assert "content/mini.yaml:34:28: error E219: the figure 'flow.png' is not in media/" in found.output
    assert "  hint: put it there: content/media/flow.png\n" in found.output


def test_a_picture_that_no_figure_names_is_a_warning(cli, media):
    (media / "flow.png").write_bytes(picture("red"))
    shutil.copy(media / "flow.png", media / "old.png")
    found = cli("check")
    assert found.exit_code == 0
    assert "content/media/old.png:1:1: warning W219: no fact names 'old.png'" in found.output
