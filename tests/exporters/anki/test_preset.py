"""What an import does with deck options, in the real Anki: with its switch off nothing, with it on what docs/updating.md says."""

import itertools
import json

import pytest
from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

from dea_export.exporters.anki import exporter
from dea_export.exporters.anki.deck import build_deck
from dea_export.exporters.anki.preset import offer_preset
from dea_export.exporters.api import Job
from dea_export.exporters.resources import template_root
from dea_export.model.filters import Filter, select
from tests.support.apkg import collection_of
from tests.support.backend import collection
from tests.support.releases import Publisher


@pytest.fixture(scope="module")
def author(tmp_path_factory):
    made = Publisher(tmp_path_factory.mktemp("author"))
    made.release()
    return made


@pytest.fixture(scope="module")
def packages(author, tmp_path_factory):
    """Paths of the deck, the update and the preset."""
    folder = tmp_path_factory.mktemp("packages")
    for artifact in exporter.export(author.study(), Job("mini", template_root(), ledger=author.ledger)):
        if artifact.name.endswith(".apkg"):
            (folder / artifact.name.rpartition("/")[2]).write_bytes(artifact.data)
    return {name: folder / f"mini{name}.apkg" for name in ("", "-update", "-preset")}


@pytest.fixture
def col(tmp_path):
    with collection(tmp_path) as opened:
        yield opened


def take(col, package, *, presets=False, progress=False):
    options = ImportAnkiPackageOptions(with_deck_configs=presets, with_scheduling=progress)
    return col.import_anki_package(ImportAnkiPackageRequest(package_path=str(package), options=options)).log


def deck_of(col):
    (id_,) = (one.id for one in col.decks.all_names_and_ids() if one.name != "Default")
    return col.decks.get(id_)


def own_preset(col):
    """A learner's own: nine new cards a day."""
    made = col.decks.add_config("mine")
    made["new"]["perDay"] = 9
    col.decks.update_config(made)
    col.decks.save(deck_of(col) | {"conf": made["id"]})


def options(col):
    """Everything that a learner may have chosen."""
    chosen = {one["name"]: {key: value for key, value in one.items() if key != "usn"} for one in col.decks.all_config()}
    deck = {key: value for key, value in deck_of(col).items() if key not in {"usn", "mod", "desc"}}
    return json.dumps([chosen, deck, col.get_config("fsrs", None)], sort_keys=True)


@pytest.mark.parametrize("name", ["", "-update"])
def test_the_deck_and_its_update_hold_no_preset(packages, name):
    decks, presets = map(
        json.loads, collection_of(packages[name].read_bytes()).execute("select decks, dconf from col").fetchone()
    )
    assert presets.keys() == {"1"}
    assert {deck["conf"] for deck in decks.values()} == {1}


@pytest.mark.parametrize(("presets", "progress"), [*itertools.product([False, True], repeat=2)])
@pytest.mark.parametrize("own", [False, True])
def test_the_deck_and_its_update_never_change_options(col, packages, presets, progress, own):
    take(col, packages[""])
    if own:
        own_preset(col)
    default = col.decks.get_config(1)
    default["new"]["perDay"] = 11
    col.decks.update_config(default)
    before = options(col)
    for name in ("", "-update"):
        take(col, packages[name], presets=presets, progress=progress)
    assert options(col) == before


@pytest.mark.parametrize("progress", [False, True])
def test_with_the_switch_off_the_preset_changes_nothing(col, packages, progress):
    take(col, packages[""])
    own_preset(col)
    before, notes = options(col), col.note_count()
    log = take(col, packages["-preset"], progress=progress)
    assert options(col) == before
    assert (len(log.new), col.note_count()) == (0, notes)


@pytest.mark.parametrize("progress", [False, True])
def test_with_the_switch_on_the_deck_uses_the_preset_and_the_learners_own_stays_in_the_list(col, packages, progress):
    take(col, packages[""])
    own_preset(col)
    col.set_config("fsrs", val=False)
    take(col, packages["-preset"], presets=True, progress=progress)
    now = col.decks.config_dict_for_deck_id(deck_of(col)["id"])
    assert (now["name"], now["new"]["perDay"], now["rev"]["perDay"]) == ("Mini MINI-01", 20, 9999)
    assert (now["new"]["bury"], now["rev"]["bury"], now["newSortOrder"], now["newGatherPriority"]) == (0, 0, 1, 0)
    (mine,) = (one for one in col.decks.all_config() if one["name"] == "mine")
    assert mine["new"]["perDay"] == 9
    assert col.get_config("fsrs", None) is False


@pytest.mark.parametrize("progress", [False, True])
@pytest.mark.parametrize("presets", [False, True])
def test_what_a_learner_changed_in_it_is_not_set_back(col, packages, presets, progress):
    take(col, packages[""])
    take(col, packages["-preset"], presets=True)
    mine = col.decks.config_dict_for_deck_id(deck_of(col)["id"])
    mine["new"]["perDay"] = 12
    col.decks.update_config(mine)
    before = options(col)
    take(col, packages["-preset"], presets=presets, progress=progress)
    assert options(col) == before


@pytest.mark.parametrize("progress", [False, True])
def test_taken_first_it_waits_for_the_deck(col, packages, progress):
    take(col, packages["-preset"], presets=True, progress=progress)
    take(col, packages[""])
    assert col.decks.config_dict_for_deck_id(deck_of(col)["id"])["rev"]["perDay"] == 9999
    assert col.note_count() == 8


def test_an_update_does_not_take_the_deck_from_its_preset(col, packages):
    take(col, packages[""])
    take(col, packages["-preset"], presets=True)
    before = options(col)
    for name, presets in itertools.product(("", "-update"), (False, True)):
        take(col, packages[name], presets=presets)
    assert options(col) == before


@pytest.mark.parametrize("progress", [False, True])
def test_a_deck_that_was_renamed_keeps_its_options(col, packages, progress):
    take(col, packages[""])
    own_preset(col)
    col.decks.rename(deck_of(col), "My exam")
    take(col, packages["-preset"], presets=True, progress=progress)
    assert col.decks.get_config(col.decks.by_name("My exam")["conf"])["name"] == "mine"
    empty = col.decks.by_name("Mini MINI-01")
    assert (col.decks.card_count(empty["id"], include_subdecks=True), col.card_count()) == (0, 11)


def test_it_is_made_of_a_whole_deck_alone(author):
    def names(study, **job):
        return {one.name for one in exporter.export(study, Job("mini", template_root(), **job))}

    study = author.study()
    assert "options/mini-preset.apkg" in names(study)
    assert "options/mini-preset.apkg" not in names(select(study, Filter(ranks=(1,))), filtered=True)
    assert "options/mini-dev-preset.apkg" not in names(study, trial=True)
    nothing = build_deck(select(study, Filter(ranks=(99,))), Job("mini", template_root()))
    assert offer_preset(nothing) is None
