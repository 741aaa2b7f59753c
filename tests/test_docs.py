"""What the documents say is true: links, commands, options, exporters, YAML, names of files."""

import re
import shlex
from pathlib import Path

import pytest
import yaml

from dea_export.cli.main import COMMANDS, program
from dea_export.exporters.registry import installed
from dea_export.ledger.ledger_file import parse_ledger
from dea_export.reading import load

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
README = (ROOT / "README.md").read_text(encoding="utf-8")
PICTURES = {"docs/img/card.png", "docs/img/sheet.png"}  # made by scripts/pictures
ELSEWHERE = {"worksheet": "exporter of docs/extending.md"}


def blocks(language):
    """The fenced blocks of a language in all documents."""
    return [
        pytest.param(text, id=f"{page.name}-{number}")
        for page in PAGES
        if page.name != "codes.md"  # which shows what is wrong
        for number, text in enumerate(
            re.findall(rf"^```{language}\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
        )
    ]


def commands():
    """Every `dea-export …` of a shell block or of code in a line, with its page."""
    found = {}
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        shell = "\n".join(re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL))
        lines = [*re.findall(r"^(dea-export .*)$", shell, re.MULTILINE), *re.findall(r"`(dea-export [^`\n]+)`", text)]
        found |= {f"{page.name}: {line.split('#')[0].strip()}": line.split("#")[0].strip() for line in lines}
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    targets = re.findall(r"\]\(([^)\s]+)\)", text)
    lost = [
        target
        for target in targets
        if not re.match(r"https?://|mailto:|#", target)
        and target not in PICTURES
        and not (page.parent / target.split("#")[0]).exists()
    ]
    assert lost == []


@pytest.mark.parametrize("line", commands().values(), ids=commands().keys())
def test_commands_and_their_options_exist(line):
    words = shlex.split(re.split(r"[|>;…]", line)[0])[1:]
    if not words or words[0] in ELSEWHERE or not re.fullmatch(r"[a-z]+|--?[a-z-]+", words[0]):
        return
    context = program.make_context("dea-export", [], resilient_parsing=True)
    if words[0].startswith("-"):
        assert any(words[0] in parameter.opts for parameter in program.get_params(context))
        return
    command = program.get_command(context, words[0])
    assert command is not None, f"there is no command '{words[0]}'"
    parameters = command.get_params(context)
    known = {option for parameter in parameters for option in (*parameter.opts, *parameter.secondary_opts)}
    assert {word.split("=")[0] for word in words[1:] if re.match(r"--?[a-z]", word)} <= known


@pytest.mark.parametrize("name", sorted({*COMMANDS, *(name for name, one in installed().items() if one.ours)}))
def test_every_command_and_exporter_is_in_the_documents(name):
    everything = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert re.search(rf"`(dea-export )?{name}\b|dea-export {name}\b|`dea_export/exporters/{name}", everything)


@pytest.mark.parametrize("text", blocks("yaml"))
def test_yaml_is_yaml(text):
    assert yaml.safe_load(text) is not None


def test_the_two_commands_are_scripts():
    section = re.search(r"## Two commands\n(.*?)^## ", README, re.DOTALL | re.MULTILINE)
    assert section is not None
    scripts = re.findall(r"```sh\n(.*?)\n```", section[1], re.DOTALL)
    assert scripts == ["scripts/all", "scripts/test"]
    assert scripts[1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert all((ROOT / script).stat().st_mode & 0o111 for script in scripts)


def test_the_table_of_files_is_what_all_writes():
    written = (ROOT / "tests" / "golden" / "mini" / "files.txt").read_text(encoding="utf-8").splitlines()
    for name in re.findall(r"`(dea-c01[\w.-]*)`", README):
        assert name.replace("dea-c01", "mini") in written or name in {"dea-c01.yaml", "dea-c01-numbers-a4.pdf"}


def test_the_searches_for_learners_find_something_in_our_study():
    study = load((ROOT / "content" / "dea-c01.yaml").read_bytes(), "dea-c01.yaml").study
    assert study is not None
    page = (ROOT / "docs" / "studying.md").read_text(encoding="utf-8")
    ids = re.findall(r"`Id:([\w-]+)`", page)
    services = re.findall(r"tag:dea-c01::service::([\w-]+)", page)
    skills = re.findall(r"tag:dea-c01::skill::([\d.]+)", page)
    assert all([ids, services, skills])
    assert set(ids) <= {str(fact.id) for fact in study.living}
    assert set(services) <= {str(word) for fact in study.living for word in fact.services}
    assert set(skills) <= {str(fact.skill) for fact in study.living}


def test_what_must_be_said():
    assert "Not affiliated with or endorsed by AWS, Anki or Quizlet." in README
    assert "no questions of real exams" in README
    assert "CC BY 4.0" in (ROOT / "content" / "LICENSE").read_text(encoding="utf-8")


def test_downloads_are_linked_when_there_is_a_repository():
    study = re.search(r"^study:\n((?:  .*\n)+)", (ROOT / "content" / "dea-c01.yaml").read_text("utf-8"), re.MULTILINE)
    assert study is not None
    repository = re.search(r"^  repository: (\S+)", study[1], re.MULTILINE)
    assert ("/releases/latest" in README) is bool(repository)


def test_the_readme_counts_what_was_released():
    text = (ROOT / "content" / "dea-c01.lock").read_text(encoding="utf-8")
    ledger, problems = parse_ledger(text, "dea-c01.lock")
    assert problems == ()
    living = [entry for entry in ledger.entries.values() if entry.status == "living"]
    cards = sum(len(entry.clozes) for entry in living)
    assert f"**Release {ledger.last.name}: {len(living):,} facts, {cards:,} cards**" in README
