"""Sounds are told by their bytes: what is heard everywhere is packed as it is, anything else is said at its place."""

import random

import pytest

from dea_export.cli.media_files import MediaError
from dea_export.cli.sounds import LARGEST_SOUND, pack_sound
from tests.cli.test_pictures import written
from tests.support.facts import study_text
from tests.support.sounds import flac, m4a, mp3, ogg, wav

FACT = "text: Athena runs {{c1::SQL}} on S3.\naudio: {file: %s, text: SQL}"
GOOD = {
    "a.mp3": mp3(), "tagged.MP3": mp3(tag=b"TIT2"), "one-frame.mp3": mp3(1), "a.wav": wav(), "a.ogg": ogg(b"\x01vorbis"), "a.oga": ogg(b"Speex   "),
    "a.opus": ogg(), "a.m4a": m4a(), "a.flac": flac(),
}  # fmt: skip
BAD = {
    "empty.mp3": (b"", "E230", "is an empty file"),
    "lfs.mp3": (b"version https://git-lfs.github.com/spec/v1\n", "E230", "Git LFS"),
    "page.mp3": (b"<!DOCTYPE html><html>", "E230", "a web page"),
    "picture.mp3": (written(), "E230", "a picture"),
    "notes.mp3": (b"MThd\0\0\0\6", "E230", "MIDI"),
    "text.mp3": (b"a sound", "E230", "can be played"),
    "zeros.mp3": (bytes(5000), "E230", "can be played"),
    "film.mp3": (b"\x1a\x45\xdf\xa3webm", "E230", "WebM"),
    "other.mp3": (wav(), "E231", "of type WAV"),
    "mp3.wav": (mp3(), "E231", "of type MP3"),
    "tag-only.mp3": (mp3(0, b"TIT2"), "E232", "no frame"),
    "torn.mp3": (mp3(1) + b"torn" + mp3(3), "E232", "no frame"),
    "half.wav": (wav()[:1000], "E232", "cut off"),
    "half.ogg": (ogg()[:-3], "E232", "no last page"),
    "going-on.ogg": (ogg(last=False), "E232", "no last page"),
    "theora.ogg": (ogg(b"\x80theora"), "E232", "a film"),
    "half.m4a": (m4a()[:-3], "E232", "not all of it"),
    "film.m4a": (m4a(b"vide"), "E232", "a film"),
    "large.wav": (wav(40), "E220", "KB"),
    "../../a.mp3": (b"", "E218", "not a plain file name"),
    "/etc/hosts.mp3": (b"", "E218", "not a plain file name"),
    ".hidden.mp3": (b"", "E218", "not a plain file name"),
    "a.png": (b"", "E218", "is not a sound"),
    "missing.mp3": (None, "E219", "is not in media/"),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_sound_keeps_its_bytes(name):
    assert pack_sound(name, GOOD[name]).data == GOOD[name]


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_sound_is_refused_at_its_name(name, cli, tmp_path):
    data, code, message = BAD[name]
    (tmp_path / "a.yaml").write_text(study_text(FACT % name), "utf-8")
    (tmp_path / "media").mkdir()
    if data is not None and "/" not in name:
        (tmp_path / "media" / name).write_bytes(data)
    result = cli("check", "a.yaml")
    (line,) = [line for line in result.output.splitlines() if f"error {code}: the sound '{name}'" in line]
    assert message in line
    assert line.startswith("a.yaml:")
    assert result.exit_code == 1


def test_a_link_is_not_followed(cli, tmp_path):
    (tmp_path / "a.yaml").write_text(study_text(FACT % "a.mp3"), "utf-8")
    (tmp_path / "media").mkdir()
    (tmp_path / "secret.mp3").write_bytes(mp3())
    (tmp_path / "media" / "a.mp3").symlink_to(tmp_path / "secret.mp3")
    assert "E218" in cli("check", "a.yaml").output


def test_one_that_no_fact_names_is_a_warning(cli, tmp_path):
    (tmp_path / "a.yaml").write_text(study_text(FACT % "a.mp3"), "utf-8")
    (tmp_path / "media").mkdir()
    for name in ("a.mp3", "b.mp3"):
        (tmp_path / "media" / name).write_bytes(mp3())
    assert "media/b.mp3:1:1: warning W219: no fact names 'b.mp3'" in cli("check", "a.yaml").output


@pytest.mark.parametrize("name", GOOD)
def test_whatever_the_bytes_are_it_is_a_sound_or_an_error(name):
    chance = random.Random(name)
    assert {packed_or_code(name, spoilt(GOOD[name], chance)) for _ in range(200)} <= {
        "packed", "E220", "E230", "E231", "E232",
    }  # fmt: skip


def spoilt(data, chance):
    """Some bytes of the beginning are others, and the end is missing."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        made[chance.randrange(min(len(made), 64))] = chance.randrange(256)
    return bytes(made[: chance.randint(0, len(made))])


def packed_or_code(name, data):
    try:
        return "packed" if pack_sound(name, data).data == data else "changed"
    except MediaError as error:
        return error.code if error.hint else "no hint"


def test_the_largest_is_as_large_as_it_says():
    assert pack_sound("a.mp3", mp3(LARGEST_SOUND // 417))
    with pytest.raises(MediaError, match="501 KB"):
        pack_sound("a.mp3", mp3(LARGEST_SOUND // 417 + 1))
