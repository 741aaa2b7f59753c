"""The ways in for people who have another tool in hand: hooks, containers, forms."""

import json
import re
from pathlib import Path

import pytest
import yaml

from dea_export.words import words_in

ROOT = Path(__file__).parents[1]


def read(name):
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("hook", read(".pre-commit-hooks.yaml"), ids=lambda hook: hook["id"])
def test_a_hook_runs_a_command_on_a_study(hook, tmp_path, cli):
    program, *arguments = hook["entry"].split()
    assert (program, hook["language"], hook["pass_filenames"]) == ("dea-export", "python", False)
    assert re.search(hook["files"], "content/mini.yaml")
    assert not re.search(hook["files"], "README.md")
    assert cli("new", "verbs").exit_code == 0
    (tmp_path / "verbs" / "content").rename(tmp_path / "content")
    assert cli(*arguments).exit_code == 0


def test_the_container_is_made_by_the_scripts_of_everybody():
    lines = (ROOT / "Containerfile").read_text(encoding="utf-8")
    assert re.search(r"^FROM debian:12$", lines, re.MULTILINE)
    assert set(re.findall(r"/opt/dea-export/(scripts/\w+)", lines)) == {"scripts/system", "scripts/python"}


def test_the_development_container_runs_scripts_that_are_there():
    made = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    scripts = re.findall(r"scripts/\w+", made["updateContentCommand"])
    assert scripts == ["scripts/system", "scripts/python"]
    assert all((ROOT / script).is_file() for script in scripts)


@pytest.mark.parametrize("name", ["card", "program"])
def test_a_form_is_one_that_github_takes(name):
    """https://docs.github.com/en/communities/using-templates-to-encourage-useful-issues-and-pull-requests"""
    form = read(f".github/ISSUE_TEMPLATE/{name}.yml")
    assert form.keys() <= {"name", "description", "title", "labels", "body"}
    ids = [part["id"] for part in form["body"]]
    assert len(set(ids)) == len(ids)
    assert all(part["type"] in {"input", "textarea"} and part["attributes"]["label"] for part in form["body"])
    assert all(part.keys() <= {"type", "id", "attributes", "validations"} for part in form["body"])


def test_the_form_for_a_card_asks_what_the_link_on_cards_asks():
    say = words_in("en").say
    labels = [part["attributes"]["label"] for part in read(".github/ISSUE_TEMPLATE/card.yml")["body"]]
    assert labels[1:] == [say("anki.report_wrong"), say("anki.report_source")]
    assert read(".github/ISSUE_TEMPLATE/config.yml")["blank_issues_enabled"] is True  # which the link opens


def test_the_schema_has_a_name_of_its_own():
    schema = json.loads((ROOT / "content" / "content.schema.json").read_text(encoding="utf-8"))
    assert schema["$id"] == f"urn:dea-export:content:{schema['properties']['format']['maximum']}"
