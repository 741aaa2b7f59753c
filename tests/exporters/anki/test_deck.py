"""The package: what is in it, in which order, and that it is the same wherever it is made."""

import hashlib
import io
import json
import os
import subprocess
import sys
import zipfile

import pytest

from dea_export.cards.study_order import in_study_order
from dea_export.exporters.anki import exporter
from dea_export.exporters.api import Job
from dea_export.exporters.resources import template_root
from dea_export.model.filters import Filter, select
from dea_export.notes.fields import render_note
from tests.support.apkg import apkg_text, collection_of
from tests.support.releases import INTERVAL, MINI, Publisher

TEMPLATES = template_root()


@pytest.fixture
def author(tmp_path):
    return Publisher(tmp_path)


def export(author, **job):
    return {a.name: a for a in exporter.export(author.study(), Job("mini", TEMPLATES, ledger=author.ledger, **job))}


def test_the_update_has_the_retired_too_with_a_banner(author, golden):
    del author.fact("gone-thing")["retired"]
    author.release()
    author.fact("gone-thing")["retired"] = {"reason": "closed to new customers", "instead": ["role-vs-user"]}
    author.release()
    made = export(author)
    assert made["mini.apkg"].figures == {"notes": 8, "cards": 11}
    assert made["mini-update.apkg"].figures == {"notes": 9, "cards": 12, "retired": 1}
    golden(
        "anki/retired.txt",
        apkg_text(made["mini-update.apkg"].data).partition("[mini:gone-thing]")[2].partition("\n\n")[0] + "\n",
    )


def test_what_was_retired_before_it_was_released_is_in_no_package(author):
    author.release()
    assert export(author)["mini-update.apkg"].data == export(author)["mini.apkg"].data


def times(package):
    return dict(collection_of(package).execute("select substr(guid, 6), mod from notes"))


def media(package):
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(number) for number, name in json.loads(archive.read("media")).items()}


def test_a_note_keeps_the_time_of_the_release_that_changed_it(author):
    author.release()
    author.fact("glue-bookmark")["why"] = "Corrected."
    author.release()
    first, second = (release.stamp for release in author.ledger.releases)
    found = times(export(author)["mini.apkg"].data)
    assert found.pop("glue-bookmark") == second == first + INTERVAL
    assert set(found.values()) == {first}


def test_what_is_not_released_is_a_second_newer_than_the_last_release(author):
    author.release()
    author.fact("glue-bookmark")["why"] = "Corrected."
    found = times(export(author)["mini.apkg"].data)
    assert found["glue-bookmark"] == author.ledger.pending == found["glue-code"] + 1


def test_checked_place_and_rank_ride_along(author):
    author.release()
    author.fact("glue-bookmark").update(checked="2026-01-01", rank=3)
    author.content["domains"][0]["topics"][0]["title"] = "Another heading"
    assert set(times(export(author)["mini.apkg"].data).values()) == {author.ledger.releases[0].stamp}


def test_a_changed_note_is_tagged_with_its_release_and_a_new_one_is_not(author):
    author.release()
    author.fact("glue-bookmark")["why"] = "Corrected."
    author.content["domains"][0]["topics"][0]["facts"].append(
        {"id": "new-one", "kind": "question", "skill": "1.1.1", "prompt": "New?", "answer": "Yes."}
    )
    author.release()
    tagged = [line for line in apkg_text(export(author)["mini.apkg"].data).splitlines() if "::changed::" in line]
    assert len(tagged) == 1
    assert "mini::changed::2026.02" in tagged[0]


def test_an_authors_own_trial_has_its_own_name_and_time(author):
    made = export(author, stamp=1_790_000_000, trial=True)
    assert set(made) == {"mini-dev.apkg", "mini-dev-update.apkg", "review/mini-dev.notes.txt"}
    assert set(times(made["mini-dev.apkg"].data).values()) == {1_790_000_000}


def test_a_filtered_deck_keeps_guids_and_order(author):
    part = select(author.study(), Filter(domains=("2",)))
    made = exporter.export(part, Job("mini--domain-2", TEMPLATES))[0]
    assert set(times(made.data)) == {"pick-a-key", "role-vs-user"}


def test_domains_are_woven_by_weight_within_a_rank(author):
    study = author.study()
    order = [(f.rank, study.domain_of[f.skill].number) for f in in_study_order(study, {f.id: 1 for f in study.living})]
    assert order == [(1, 2), (1, 1), (1, 1), (2, 2), (2, 1), (2, 1), (3, 1), (3, 1)]


def test_a_picture_has_the_hash_of_its_bytes_in_its_name(author):
    author.fact("glue-bookmark")["figure"] = {"file": "flow.png", "alt": 'Bookmark "kept"'}
    one = export(author, media={"flow.png": b"one"})["mini.apkg"].data
    two = export(author, media={"flow.png": b"two"})["mini.apkg"].data
    assert media(one) == {"mini-flow-7692c3ad.png": b"one"}
    assert media(two) == {"mini-flow-3fc4ccfe.png": b"two"}
    assert '<img src="mini-flow-7692c3ad.png" alt="Bookmark &quot;kept&quot;">' in apkg_text(one)


def test_a_picture_is_packed_whatever_its_name(author):
    author.fact("glue-bookmark")["figure"] = {"file": "R&D.png", "alt": "A flow"}
    data = export(author, media={"R&D.png": b"one"})["mini.apkg"].data
    assert list(media(data).values()) == [b"one"]


def test_a_changed_picture_is_a_changed_note(author):
    author.fact("glue-bookmark")["figure"] = {"file": "flow.png", "alt": "A flow"}
    study = author.study()
    fact = study.by_id["glue-bookmark"]
    assert render_note(study, fact, {"flow.png": b"1"}).digest != render_note(study, fact, {"flow.png": b"2"}).digest


def test_card_numbers_are_those_of_nested_clozes_too(author):
    author.fact("glue-bookmark")["text"] = "A shard takes {{c3::1 MB/s or {{c1::1,000 records/s}}}} in."
    study = author.study()
    assert render_note(study, study.by_id["glue-bookmark"], {}).cards == (1, 3)


def test_the_report_link_needs_a_repository(author):
    assert "Report this card" not in apkg_text(export(author)["mini.apkg"].data)
    author.content["study"]["repository"] = "https://example.org/notes"
    assert 'href="https://example.org/notes/issues/new?title=Card%20{{Id}}' in apkg_text(
        export(author)["mini.apkg"].data
    )


def test_the_zip_is_deflated_and_without_clock_or_machine(author):
    with zipfile.ZipFile(io.BytesIO(export(author)["mini.apkg"].data)) as archive:
        infos = archive.infolist()
    assert [info.filename for info in infos] == ["collection.anki2", "media"]
    assert {(i.compress_type, i.date_time, i.external_attr, i.create_system) for i in infos} == {
        (zipfile.ZIP_DEFLATED, (1980, 1, 1, 0, 0, 0), 0o100644 << 16, 3)
    }


ENVIRONMENTS = [
    {},
    {"TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7"},
    {"TZ": "America/Lima", "LC_ALL": "C", "PYTHONHASHSEED": "99"},
    {"LANG": "tr_TR.UTF-8", "PYTHONUTF8": "0"},
    {"TMPDIR": "/dev/shm", "HOME": "/nonexistent"},
    {"SOURCE_DATE_EPOCH": "1", "USER": "nobody"},
    {"umask": "077", "cwd": "/"},
    {"umask": "000", "PYTHONHASHSEED": "1", "PYTHONOPTIMIZE": "1"},
]
SCRIPT = f"""
import hashlib, sys
from dea_export.exporters.anki import exporter
from dea_export.exporters.api import Job
from dea_export.exporters.resources import template_root
from dea_export.reading.loader import load
study = load(open({str(MINI)!r}, "rb").read(), "mini.yaml").study
print(hashlib.sha256(exporter.export(study, Job("mini", template_root()))[0].data).hexdigest())
"""


def test_eight_environments_give_one_sha256(author, tmp_path):
    found = set()
    for environment in ENVIRONMENTS:
        own = dict(environment)
        umask, cwd = int(own.pop("umask", "022"), 8), own.pop("cwd", str(tmp_path))
        run = subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, **own},
            cwd=cwd,
            umask=umask,
            capture_output=True,
            text=True,
            check=True,
        )
        found.add(run.stdout.strip())
    assert found == {hashlib.sha256(export(author)["mini.apkg"].data).hexdigest()}


def test_a_study_without_a_change_gives_the_same_bytes_after_it_was_released_again(author):
    first, _ = author.release()
    assert export(author)["mini.apkg"].data == first.read_bytes()
