"""Folders of templates on top of each other, and what goes into the holes."""

import pytest

from dea_export.exporters.templates import Templates, css_string
from dea_export.model.diagnostic import DeaExportError


@pytest.fixture
def templates(tmp_path):
    def write(name, text):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    write("own/pdf/a.css", "own a")
    write("own/mine/logo.txt", "logo")
    write("ours/pdf/a.css", "our a")
    write("ours/pdf/b.html", "<p title={{ title }}>{% include 'pdf/a.css' %}")
    write("ours/pdf/c.css", "{{ title }} {{ title | css_string }}")
    return Templates((tmp_path / "own", tmp_path / "ours"))


def test_the_first_folder_that_has_a_file_wins(templates):
    assert (templates.read("pdf/a.css"), templates.read("mine/logo.txt")) == ("own a", "logo")
    assert [text for _, text in templates.every("pdf/a.css")] == ["own a", "our a"]
    assert [name for name, _ in templates.files()] == ["mine/logo.txt", "pdf/a.css", "pdf/b.html", "pdf/c.css"]
    with pytest.raises(DeaExportError, match=r"there is no template 'pdf/d\.css'"):
        templates.read("pdf/d.css")


def test_an_exporter_of_others_walks_it_like_a_path(templates):
    folder = templates / "pdf"
    assert folder.is_dir()
    assert [(child.name, child.is_file()) for child in folder.iterdir()] == [
        ("a.css", True), ("b.html", True), ("c.css", True)
    ]  # fmt: skip
    assert (folder / "a.css").read_text("utf-8") == "own a"
    assert (templates / "mine" / "logo.txt").read_bytes() == b"logo"
    assert not (templates / "nowhere").is_dir()


def test_everything_is_escaped_whatever_the_file(templates):
    assert templates.fill("pdf/b.html", {"title": '"<&'}) == "<p title=&#34;&lt;&amp;>own a"
    assert templates.fill("pdf/c.css", {"title": "<"}) == r'&lt; "\3c "'


@pytest.mark.parametrize(
    ("text", "string"),
    [
        ("a – b's", '''"a – b's"'''),
        ('a "b"', r'"a \22 b\22 "'),
        ("</style>", r'"\3c /style>"'),
        ("\\", r'"\5c "'),
        ("a\nb", r'"a\a b"'),
    ],
)
def test_a_text_in_a_style_sheet_is_a_string_of_css(text, string):
    assert css_string(text) == string


def test_a_template_that_does_not_work_is_named(templates):
    with pytest.raises(
        DeaExportError, match=r"'pdf/b\.html' cannot be filled in: UndefinedError: 'title' is undefined"
    ):
        templates.fill("pdf/b.html", {})
