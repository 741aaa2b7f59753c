"""Style sheets and `style` of an SVG drawing -> attributes, which every program reads alike.

tinycss2 and cssselect2 read them, as they do for WeasyPrint; nothing that a sheet imports or points to is ever opened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import cssselect2
import tinycss2

from dea_export.cli.drawing_values import HARMLESS, MEANS_NOTHING, STYLED, read_value

MOST_RULES = 500


class Styles:
    """What the style sheets of a drawing say of each of its elements; `lost` gathers what cannot be an attribute."""

    def __init__(self, root: Element) -> None:
        self.lost: Counter[str] = Counter()
        self.matcher = cssselect2.Matcher()
        sheets = [one for one in root.iter("style") if one.text]
        for sheet in sheets:
            self._add(sheet)
        self.found: dict[Element, dict[str, str]] = {}
        if sheets:
            for wrapper in cssselect2.ElementWrapper.from_xml_root(root).iter_subtree():
                self.found[wrapper.etree_element] = self._matched(wrapper)

    def of(self, element: Element) -> dict[str, str]:
        """The attributes that styles give to an element."""
        own = element.get("style")
        where = f"<{element.tag}> in line {element.get('line')}"
        said = tinycss2.parse_blocks_contents(own, skip_comments=True, skip_whitespace=True) if own else []
        return self.found.get(element, {}) | dict(self._declared(said, where))

    def _add(self, sheet: Element) -> None:
        where = f"<style> in line {sheet.get('line')}"
        rules = tinycss2.parse_stylesheet(sheet.text, skip_comments=True, skip_whitespace=True)
        for rule in rules[:MOST_RULES]:
            if rule.type != "qualified-rule":
                self.lost[f"@{rule.at_keyword} of {where}" if rule.type == "at-rule" else f"a rule of {where}"] += 1
                continue
            content = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            declared = dict(self._declared(content, where))
            try:
                selectors = cssselect2.compile_selector_list(rule.prelude)
            except cssselect2.SelectorError:
                self.lost[f"the rule '{tinycss2.serialize(rule.prelude).strip()[:40]}' of {where}"] += 1
                continue
            for selector in selectors:
                self.matcher.add_selector(selector, declared)
        if len(rules) > MOST_RULES:
            self.lost[f"{len(rules) - MOST_RULES} rules of {where}"] += 1

    def _matched(self, wrapper: Any) -> dict[str, str]:  # noqa: ANN401  cssselect2 has no types
        said: dict[str, str] = {}
        for _, _, pseudo, declared in self.matcher.match(wrapper):
            if pseudo is None:
                said |= declared
        return said

    def _declared(self, content: list[Any], where: str) -> Iterator[tuple[str, str]]:
        """Properties that may be attributes, the last of each that can be read."""
        for one in content:
            if one.type != "declaration":
                self.lost[f"a part of the style of {where}"] += 1
                continue
            value = tinycss2.serialize(one.value).strip()
            if one.lower_name in STYLED and read_value(one.lower_name, value) is not None:
                yield one.lower_name, value
            elif not (one.lower_name.startswith("-") or one.lower_name in HARMLESS or value in MEANS_NOTHING):
                self.lost[f"{one.lower_name} of the style of {where}"] += 1
