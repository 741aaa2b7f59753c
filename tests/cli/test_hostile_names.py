"""Names that want to be something else: of exporters, packages, options, files and folders, in all that is printed."""

import json
import re
from pathlib import Path

import pytest

from tests.support.files import snapshot
from tests.support.hostile import live_parts
from tests.support.strangers import stranger

pytestmark = pytest.mark.usefixtures("light", "work")

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
WORDS = {  # what a name may hold; none with a line end or '=', which entry_points.txt would cut
    "escape": "a\x1b[31mred", "link": "a\x1b]8;;https:\\\\evil.example\x07b", "bell": "a\x07", "back": "safe\x08\x08\x08\x08evil",
    "bidi": "a\u202egnp.exe", "isolate": "a\u2066b", "c1": "a\x9b31m", "delete": "a\x7f", "return": "a\rb", "tag": "a\U000e0041",
    "command": "::error title::x", "group": "::group::x", "percent": "a%0A::error::x", "markup": "[link=https://evil.example]x",
    "html": "<script>alert(1)</script>", "quote": "\"'><img src=x onerror=alert(1)>", "jinja": "{{ study }}", "shell": "$(id)`id`;id",
    "flag": "--output", "dots": "..", "path": "../../evil", "absolute": "/etc/evil", "long": "x" * 500, "wide": "界" * 300,
    "device": "con", "format": "%s%n{0}",
}  # fmt: skip
FILES = {  # beside WORDS, what no file of an exporter may be called
    "nul": "a\0b", "line": "a\nb", "surrogate": "a\ud800", "device": "con.txt", "printer": "lpt1", "null": "NUL", "port": "a/com3.pdf",
    "last-dot": "a.", "last-blank": "a ", "stream": "a.txt:evil", "drive": "C:evil", "flag": "-rf", "separator": "a\u2028b",
    "blank": "a\u00a0b", "hidden": ".git/config", "parent": "a/../../b", "double": "a//b", "backslash": "a\\b",
    "deep": "/".join("x" * 500), "folder": "a/",
}  # fmt: skip


def assert_harmless(shown):
    """No line of what was printed steers a terminal or a workflow."""
    assert not STEERING.search(shown), repr(shown)
    assert not any(line.lstrip().startswith("::") for line in shown.split("\n")), shown


@pytest.mark.parametrize("name", WORDS)
def test_an_exporter_and_its_package(cli, work, plugins, name):
    stranger(plugins, "odd", "return [Artifact('odd.txt', b'')]")
    (info,) = plugins.glob("*.dist-info")
    (info / "METADATA").write_text(f"Metadata-Version: 2.4\nName: {WORDS[name]}\nVersion: 1.0\n", "utf-8", newline="")
    points = f"[dea_export.exporters]\n{WORDS[name]} = stranger_odd:exporter\n"
    (info / "entry_points.txt").write_text(points, "utf-8", newline="")
    torn = {"=", "\r"} & {*WORDS[name]}  # no exporter then, and metadata that cannot be read
    for command in (["--help"], ["list"], ["quizlet"] if torn else ["all", "-j1"]):
        result = cli(*command)
        assert (result.exit_code, "bug" in result.stderr) == (0, False), result.output
        assert_harmless(result.output)
    if torn:
        return
    page = (work / "build" / "index.html").read_text("utf-8")
    assert not STEERING.search(page)
    assert "<script>alert" not in page
    assert not any("evil" in part or "onerror" in part for part in live_parts(page, "a"))
    assert snapshot(work).keys() - snapshot(work / "content").keys() == {
        *(f"build/{one}" for one in snapshot(work / "build")), "content/mini.yaml",
    }  # fmt: skip


@pytest.mark.parametrize("name", [*WORDS, *FILES])
def test_a_file_that_an_exporter_makes(cli, work, plugins, name):
    word = {**WORDS, **FILES}[name]
    stranger(plugins, "odd", f"return [Artifact({word!r}, b'evil', purpose={word!r}[:40])]")
    result = cli("all", "-j1")
    assert (result.exit_code in ({3} if name in FILES else {0, 3}), "bug" in result.stderr) == (True, False), name
    assert_harmless(result.output)
    assert_harmless(
        cli("all", "-j1", "--force", "--format", "github").output.replace("::error", "").replace("::warn", "")
    )
    made = json.loads((work / "build" / "manifest.json").read_text("utf-8"))["files"].keys()
    assert snapshot(work / "build").keys() == {*made, "manifest.json", "SHA256SUMS"}
    assert not any(STEERING.search(one) or ".." in one for one in made)
    assert (
        live_parts(
            (work / "build" / "index.html").read_text("utf-8"),
            "a html head meta title link style body main h1 p div h2 ul li span br details summary ol i",
        )
        == []
    )


@pytest.mark.parametrize("name", sorted(WORDS.keys() - {"html", "absolute"}))
def test_what_an_exporter_says_of_itself(cli, plugins, name):
    word = WORDS[name]
    said = f"help = {word!r}\noptions = (Option('size', {word!r}, 'a', ('a', {word!r})),)"
    stranger(plugins, "odd", f"raise ValueError({word!r} + chr(10) + '::error::x')", attributes=said)
    asked = [["list"], ["odd", "--help"]] if name in {"escape", "command", "format"} else []  # takes a process each
    for command in (*asked, ["all", "-j1", "--debug"]):
        result = cli(*command)
        assert "bug in dea" not in result.stderr
        assert_harmless(result.output.replace("[::error", ""))


@pytest.mark.parametrize(
    "name", sorted(WORDS.keys() - {"absolute", "path", "dots", "long", "wide", "flag", "html", "quote", "markup"})
)
def test_a_content_file_and_folders(cli, work, name):
    word = WORDS[name]
    content = work / "content" / f"{word}.yaml"
    (work / "content" / "mini.yaml").rename(content)
    for command in (
        ["check", content],
        ["all", "-j1", content, "-o", work / word],
        ["markdown", content, "-o", f"{word}2"],
    ):
        result = cli(*command)
        assert (result.exit_code, "bug" in result.stderr) == (0, False), result.output
        assert_harmless(result.output)
    content.write_text("format: 1\nstudy: {}\n")
    for form in ("human", "github", "json"):
        result = cli("check", f"content/{word}.yaml", "--format", form)
        assert result.exit_code == 1
        assert_harmless(re.sub("(?m)^::error file=", "error file=", result.output))
    assert [path.name for path in (work / "content").iterdir()] == [f"{word}.yaml"]


def test_files_that_one_system_takes_for_one_are_two_exporters_clash(cli, plugins):
    stranger(plugins, "a", "return [Artifact('caf\\u00e9.txt', b'')]")
    stranger(plugins, "b", "return [Artifact('CAFE\\u0301.txt', b'')]")
    assert "it makes 'CAFE\u0301.txt' as 'a' does" in cli("all", "-j1").stderr
    assert [path.name for path in Path("build").glob("caf*")] == ["caf\u00e9.txt"]
