"""What counts as saved."""

import os

import pytest

from dea_export.cli.serving.watching import Watch


@pytest.fixture
def content(tmp_path):
    path = tmp_path / "content" / "mini.yaml"
    path.parent.mkdir()
    path.write_text("format: 1\n", encoding="utf-8")
    return path


def test_at_first_everything_is_new_and_then_nothing(content):
    watch = Watch(content, None)
    assert [watch.has_changed() for _ in range(3)] == [True, False, False]


@pytest.mark.parametrize(
    "name", ["content/mini.yaml", "content/mini.lock", "content/media/a.png", "themes/anki/style.css"]
)
def test_each_file_of_a_study_counts(content, tmp_path, name):
    watch = Watch(content, tmp_path / "themes")
    watch.has_changed()
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("format: 1 \n", encoding="utf-8")
    assert [watch.has_changed() for _ in range(3)] == [False, True, False]


def test_a_file_that_an_editor_puts_in_the_place_of_the_old_counts(content, tmp_path):
    watch = Watch(content, None)
    watch.has_changed()
    before = content.stat()
    other = tmp_path / "new"
    other.write_bytes(content.read_bytes())
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(content)
    assert [watch.has_changed() for _ in range(3)] == [False, True, False]


def test_other_files_do_not_count(content, tmp_path):
    watch = Watch(content, None)
    watch.has_changed()
    (tmp_path / "content" / "notes.txt").write_text("…", encoding="utf-8")
    assert [watch.has_changed() for _ in range(2)] == [False, False]


def test_what_is_half_written_is_waited_for(content):
    watch = Watch(content, None)
    watch.has_changed()
    text = content.read_text(encoding="utf-8")
    content.unlink()
    assert not watch.has_changed()
    content.write_text(text[:4], encoding="utf-8")
    assert not watch.has_changed()
    content.write_text(text, encoding="utf-8")
    assert [watch.has_changed() for _ in range(3)] == [False, True, False]


def test_a_file_that_is_gone_for_good_is_a_change(content):
    watch = Watch(content, None)
    watch.has_changed()
    content.unlink()
    assert [watch.has_changed() for _ in range(3)] == [False, True, False]
