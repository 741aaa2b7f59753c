"""The words that targets print beside a study's own: a file for each language, said with their numbers, lists and days."""

from dea_export.words.days import find_precision, say_day
from dea_export.words.vocabulary import Words, find_file, list_languages, words_in

__all__ = ["Words", "find_file", "find_precision", "list_languages", "say_day", "words_in"]
