"""What browsers, Anki and PDFs can follow."""

import pytest

from dea_export.model.addresses import is_address, is_repository, web_address


@pytest.mark.parametrize(
    "address",
    ["https://example.org", "https://example.org/a_b?c=d#e", "https://bücher.example/a[1]", "https://localhost:8080/x",
     "https://1.2.3.4/", "https://xn--bcher-kva.example./%7B", "https://日本.example/情報"],
)  # fmt: skip
def test_an_address(address):
    assert is_address(address)


@pytest.mark.parametrize(
    "text",
    ["https://[x", "https://[::1]/", "https:///x", "https://a@b.example", "https://example.org:99999/", "https://.example",
     "https://-a.example", "https://example.org/a b", "https://example.org/{{team}}", 'https://example.org/"x', "",
     "http://example.org", "javascript:alert(1)", "https://℀.example", "//example.org", "HTTPS://example.org", "see https://a.b"],
)  # fmt: skip
def test_no_address(text):
    assert not is_address(text)


@pytest.mark.parametrize(
    ("cloned", "page"),
    [
        ("git@git.example.org:team/notes.git", "https://git.example.org/team/notes"),
        ("ssh://git@git.example.org:22/team/notes.git", "https://git.example.org/team/notes"),
        ("git://git.example.org/notes", "https://git.example.org/notes"),
        ("http://git.example.org/team/notes", "https://git.example.org/team/notes"),
        ("github.com/team/notes", "https://github.com/team/notes"),
        ("/home/me/notes", ""),
        ("notes", ""),
        ("https://git.example.org/{{team}}/notes", ""),
    ],
)
def test_the_page_of_what_git_clones(cloned, page):
    assert web_address(cloned) == page


def test_nothing_can_be_written_behind_a_query():
    assert is_repository("https://example.org/notes/")
    assert not is_repository("https://example.org/?notes")
    assert not is_repository("https://example.org/notes#readme")
