"""The numbers of a theme: only what differs, and every mistake with its file and key."""

import pytest

from dea_export.exporters.pdf.themes import read_theme
from dea_export.exporters.resources import template_root
from dea_export.model.diagnostic import DeaExportError


@pytest.fixture
def theme(tmp_path):
    def read(text):
        folder = tmp_path / "pdf" / "mine"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "theme.toml").write_text(text, encoding="utf-8")
        return read_theme(template_root(tmp_path), "mine")

    return read


def test_a_theme_says_only_what_differs(theme):
    default = read_theme(template_root(), "default").measures
    measures = theme("margin = 8\n").measures
    assert (measures.margin, measures.gutter, measures.pages) == (8, default.gutter, 1)
    assert read_theme(template_root(), "large").measures.table_pad == default.table_pad


def test_files_that_it_lacks_come_from_default(theme, tmp_path):
    (tmp_path / "pdf" / "mine").mkdir(parents=True)
    (tmp_path / "pdf" / "mine" / "mono.css").write_text("/* mine */")
    files = theme("").files
    assert files.read("mono.css") == "/* mine */"
    assert files.read("sheet.html") == template_root().read("pdf/default/sheet.html")


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("margn = 8.0", "there is no measure 'margn'", "did you mean 'margin'?"),
        ("colour = 8.0", "there is no measure 'colour'", "templates/pdf/default/theme.toml has all there are"),
        ("margin = '8'", "'margin' is not a number", "it says margin = '8'"),
        ("margin = true", "'margin' is not a number", "it says margin = True"),
        ("pages = 1.5", "'pages' is not a whole number", "it says pages = 1.5"),
        ("gap = -1.0", "'gap' is not between 0 and 1000", "it says gap = -1.0"),
        ("gap = nan", "'gap' is not between 0 and 1000", "it says gap = nan"),
        ("line = 0", "'line' is 0, which prints nothing", "it says line = 0"),
        ("target = 0.5", "'floor', 'target' and 'ceiling' must not fall", None),
        ("narrowest = 90.0", "'narrowest' is more than 'widest'", None),
        ("block = 0.5", "'smallest_block' is more than 'block'", None),
        ("margin = 100.0", "'margin' and 'strip' leave no page", None),
        ("margin: 8", "this is not TOML: ", "one line a measure: margin = 8.0"),
    ],
)
def test_a_mistake_is_named_with_its_file_and_key(theme, tmp_path, text, message, hint):
    with pytest.raises(DeaExportError) as caught:
        theme(text)
    assert caught.value.message.startswith(f"{tmp_path / 'pdf' / 'mine' / 'theme.toml'}: {message}")
    assert caught.value.hint == (hint or "what it does not say is taken from the theme 'default'")


def test_bytes_that_are_no_text_are_a_mistake_too(theme, tmp_path):
    theme("")
    (tmp_path / "pdf" / "mine" / "theme.toml").write_bytes(b"# caf\xe9\n")
    with pytest.raises(DeaExportError, match=r"mine/theme\.toml: this is not UTF-8"):
        read_theme(template_root(tmp_path), "mine")


def test_an_unknown_theme_is_named_with_those_there_are():
    with pytest.raises(DeaExportError, match="there is no PDF theme 'gold'") as caught:
        read_theme(template_root(), "gold")
    assert caught.value.hint == "themes in this folder: default, large"
