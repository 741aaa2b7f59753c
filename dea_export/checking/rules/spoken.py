"""What targets print of themselves, and the language of a study."""

from __future__ import annotations

from collections.abc import Iterator

from dea_export.checking.rules.findings import CheckedStudy, Finding
from dea_export.words import find_file, list_languages


def unspoken_language(study: CheckedStudy) -> Iterator[Finding]:
    """A language in which nothing of ours is said."""
    language = study.study.study.language
    if language.strip() and not find_file(language):
        message = f"there are no words in '{language}' for headings, buttons and labels: they are printed in English"
        yield Finding(None, language, None, message, f"languages with words: {', '.join(list_languages())}")
