"""`dea-export new`: a study that passes all checks, and never a file overwritten or half a study written."""

import json

import pytest

from tests.test_workflows import actionlint

FILES = {".gitignore", ".github/workflows/files.yml", "README.md", "content/content.schema.json"}


def written(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("shape", [(), ("--exam",)])
def test_a_new_study_passes_check_strict_and_is_canonical(shape, here, cli, monkeypatch, golden):
    result = cli("new", "Ríos & lagos: 1", *shape)
    assert result.exit_code == 0, result.output
    folder = here / "rios-lagos-1"
    assert written(folder) == FILES | {"content/rios-lagos-1.yaml"}
    golden(f"new/{'exam' if shape else 'subject'}.yaml", (folder / "content/rios-lagos-1.yaml").read_bytes())
    assert json.loads((folder / "content/content.schema.json").read_text("utf-8"))["title"]
    assert actionlint(str(folder / ".github/workflows/files.yml"), cwd=folder) == ""
    monkeypatch.chdir(folder)
    assert cli("check", "--strict").exit_code == 0
    assert cli("fmt", "--check").exit_code == 0
    assert cli("markdown", "-q").exit_code == 0
    assert "Ríos & lagos: 1" in (folder / "build/rios-lagos-1.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "folder", "id_", "title"),
    [
        (["vokabeln", "--language", "de"], "vokabeln", "vokabeln", "Vokabeln"),
        (["deep/down/my-study"], "deep/down/my-study", "my-study", "My study"),
        (["nihongo", "--title", "日本語"], "nihongo", "nihongo", "日本語"),
        (["Øresund Łódź"], "oresund-lodz", "oresund-lodz", "Øresund Łódź"),
        (["x" * 300], "x" * 48, "x" * 48, "x" * 300),
    ],
)
def test_a_name_is_a_folder_or_a_title(arguments, folder, id_, title, here, cli):
    result = cli("new", *arguments)
    assert result.exit_code == 0, result.output
    text = (here / folder / "content" / f"{id_}.yaml").read_text("utf-8")
    assert f"  id: {id_} #" in text
    assert f"  title: {title}\n" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["日本語"], "no id can be made of '日本語'"),
        ([""], "an empty text"),
        (["a\udcff"], "it is not UTF-8"),
        (["a", "--title", "\udcff"], "it is not UTF-8"),
        (["a", "--language", "\udcff"], "it is not UTF-8"),
        (["a\nb"], "a line end or a tab in 'a b'"),
        (["a", "--title", " "], "an empty text"),
        (["a", "--title", "\x07"], "control character U+0007"),
        (["a", "--language", "Deutsch"], "'Deutsch' is not the code of a language"),
        (["taken.txt"], "'taken-txt' is a file"),
    ],
)
def test_bad_input_writes_nothing(arguments, said, here, cli):
    (here / "taken-txt").write_text("mine")
    result = cli("new", *arguments)
    assert result.exit_code == 2
    assert said in result.output
    assert written(here) == {"taken-txt"}


@pytest.mark.parametrize("file", ["content", ".github", ".github/workflows"])
def test_what_stands_in_the_way_of_a_folder_leaves_nothing_behind(file, here, cli):
    path = here / "mine" / file
    path.parent.mkdir(parents=True)
    path.write_text("mine")
    result = cli("new", "mine")
    assert (result.exit_code, "'mine' cannot be written" in result.output) == (2, True)
    assert written(here) == {f"mine/{file}"}


@pytest.mark.parametrize("name", ["x/" + "b" * 300, "taken/inside"])
def test_a_name_that_no_file_can_have_leaves_nothing_behind(name, here, cli):
    (here / "taken").write_text("mine")
    result = cli("new", name, "--title", "Mine")
    assert (result.exit_code, type(result.exception)) == (2, SystemExit)
    assert written(here) == {"taken"}


@pytest.mark.parametrize("there", ["README.md", "content/other.yaml", "content/other.yml"])
def test_nothing_is_overwritten_and_no_study_gets_a_second_one_beside_it(there, here, cli):
    path = here / "mine" / there
    path.parent.mkdir(parents=True)
    path.write_text("mine")
    result = cli("new", "mine")
    assert result.exit_code == 2
    assert f"'mine/{there}' is there already" in result.output
    assert written(here) == {f"mine/{there}"}
    assert path.read_text() == "mine"
