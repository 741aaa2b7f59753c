"""Study, services, domains, tasks and topics are texts like facts: what every target prints, links or names by them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dea_export.model.addresses import is_address, is_repository, web_address
from dea_export.model.diagnostic import Diagnostic
from dea_export.model.study import Meta, Study
from dea_export.model.study_texts import list_texts
from dea_export.model.text import Text
from dea_export.reading.ids import NUMBER_HINT, is_number, malformed

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")  # BCP 47 without what nobody writes


def wrong_names(study: Study) -> Iterator[Diagnostic]:
    """Every problem of what stands around the facts."""
    for one in list_texts(study):
        yield from wrong_line(one.text)
    yield from _meta(study.study)
    for task in (task for domain in study.domains for task in domain.tasks):
        for what, number in (("task id", task.id), *(("skill", skill) for skill in task.skills)):
            if number.strip() and not is_number(number):
                yield malformed(number, what, NUMBER_HINT)


def wrong_line(text: Text) -> Iterator[Diagnostic]:
    """A text that is empty, or has line ends, where a line of print, a tag or a name is made of it."""
    if not text.strip():
        yield text.problem("E108", "an empty text", "write something, or delete the key", part="")
    elif len(text.splitlines()) > 1 or text.splitlines()[0] != text or "\t" in text:
        message = f"a line end or a tab in '{' '.join(text.split())[:40]}'"
        yield text.problem("E109", message, "write it on one line, with blanks", part="")


def _meta(meta: Meta) -> Iterator[Diagnostic]:
    if meta.language.strip() and not LANGUAGE.fullmatch(meta.language):
        message = f"'{meta.language}' is not the code of a language"
        yield meta.language.problem("E225", message, "en, de, ja, pt-BR: two or three letters, as browsers know them")
    for what, address in (("repository", meta.repository), ("site", meta.site)):
        if address is not None and address.strip() and not is_repository(address):
            near = web_address(address)
            hint = f"write {near}" if near else "the address of its page as the browser shows it: https://…"
            yield address.problem("E226", f"the {what} '{address}' is not an https address", hint)


def wrong_source(source: Text) -> Iterator[Diagnostic]:
    """A source that no browser could open."""
    if not is_address(source):
        hint = "the address of the page as the browser shows it: https://…, without spaces"
        yield source.problem("E216", f"the source '{source}' is not an https address", hint)
