"""The rules by code, one function each. A new rule is a function, a line here, and an entry in `codes.toml`.

W rules are right in at least nine of ten cases on real content; a rule that is not is an I rule.
"""

from __future__ import annotations

from dea_export.checking.rules.choices import habits, uneven_options
from dea_export.checking.rules.exam_grounds import another_size, closed_key, key_fact_twice, retired_ground, twin_items
from dea_export.checking.rules.exam_keys import deciding_elsewhere, telling_words, uneven_item, weak_losers
from dea_export.checking.rules.exam_wording import item_length, item_shape, item_wording, unfinished_option
from dea_export.checking.rules.findings import CheckedStudy, Finding, Rule
from dea_export.checking.rules.glyphs import missing_glyph, unseen_character
from dea_export.checking.rules.leaks import answer_in_hint, answer_on_front
from dea_export.checking.rules.lengths import long_answer, long_cell, long_front, several_ideas
from dea_export.checking.rules.phrases import former_names, numbers_without_unit, unwritten_texts, vague_words
from dea_export.checking.rules.prerequisites import after_later_rank, unexplained_abbreviation, unknown_abbreviation
from dea_export.checking.rules.printed_formulas import undrawn_formula
from dea_export.checking.rules.sheet_texts import long_sheet_text
from dea_export.checking.rules.spoken import unspoken_language
from dea_export.checking.rules.twins import near_duplicates, same_prompts
from dea_export.model.languages import is_english
from dea_export.model.study import Study

RULES: dict[str, Rule] = {
    "W401": long_front,
    "I402": several_ideas,
    "W403": answer_on_front,
    "W404": answer_in_hint,
    "W405": long_answer,
    "W406": same_prompts,
    "W407": near_duplicates,
    "W408": former_names,
    "W409": numbers_without_unit,
    "W410": vague_words,
    "W411": long_sheet_text,
    "W412": missing_glyph,
    "W413": uneven_options,
    "W414": habits,
    "W415": long_cell,
    "W416": after_later_rank,
    "W417": unknown_abbreviation,
    "W418": unexplained_abbreviation,
    "W419": undrawn_formula,
    "W420": unseen_character,
    "I423": unspoken_language,
    "W425": unwritten_texts,
    "W450": item_shape,
    "W451": item_length,
    "W452": item_wording,
    "W453": unfinished_option,
    "W454": uneven_item,
    "W455": telling_words,
    "W456": deciding_elsewhere,
    "W457": weak_losers,
    "W458": retired_ground,
    "W459": closed_key,
    "W460": key_fact_twice,
    "W461": twin_items,
    "W462": another_size,
}

ENGLISH = frozenset(
    {"W408", "W409", "W410", "W451", "W452", "W457"}
)  # whose words, or lengths in words, are English: they have nothing to say elsewhere

LIMITED = {
    "W401": "characters of a front",
    "I402": "cards of a statement",
    "W405": "characters of an answer",
    "W411": "characters of a sheet text",
    "W415": "characters of a cell",
}  # rules to which a study may set a limit, and of what


def rules_for(study: Study) -> dict[str, Rule]:
    """The rules that look at a study: those that it does not switch off, and that know its language."""
    off = set(study.rules or {}) | (set() if is_english(study.study.language) else ENGLISH)
    return {code: rule for code, rule in RULES.items() if off.isdisjoint({code, rule_name(code)})}


def rule_name(code: str) -> str:
    """The rule in words: `long-front` of W401. An excuse or a switch may name either."""
    return RULES[code].__name__.replace("_", "-")


__all__ = ["LIMITED", "RULES", "CheckedStudy", "Finding", "Rule", "rule_name", "rules_for"]
