"""HTML as a reader sees it: words with their weight, lists with their marks, code as it stands."""

import re
from html.parser import HTMLParser

MARK = "\ue000"  # after the mark of an item, whose first line stands beside it
BLOCKS = {"p", "ul", "ol", "li", "table", "tr", "pre", "div"}


class Reader(HTMLParser):
    """Gathers (text, is bold, is code) runs; every block begins a line, items with their number or a bullet."""

    def __init__(self, html):
        super().__init__()
        self.runs, self.bold, self.code, self.pre, self.lists = [], 0, 0, 0, []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag in BLOCKS or tag == "br":
            self._say("\n")
        if tag in {"ul", "ol"}:
            self.lists.append(int(attributes.get("start", 1)) if tag == "ol" else None)
        elif tag == "li":
            number = self.lists[-1]
            self._say(f"• {MARK}" if number is None else f"{number}. {MARK}")
            if number is not None:
                self.lists[-1] += 1
        elif tag in {"td", "th"}:
            self._say(" | ")
        self.bold += tag in {"b", "strong"} or attributes.get("class") == "gap"
        self.code += tag == "code"
        self.pre += tag == "pre"

    def handle_endtag(self, tag):
        if tag in {"ul", "ol"}:
            self.lists.pop()
        self.bold -= tag in {"b", "strong"} or (tag == "span")
        self.code -= tag == "code"
        self.pre -= tag == "pre"
        if tag in BLOCKS:
            self._say("\n")

    def handle_data(self, data):
        self._say(data if self.pre else data.replace("\n", " "))

    def _say(self, text):
        self.runs.append((text, bool(self.bold), bool(self.code)))


def read(html):
    """The characters that are not white space, each with its weight and whether it is code; and the lines."""
    html = re.sub(r"(?s)<span class=\"[a-z]\">(.*?)</span>", r"\1", html)  # colours of code
    runs = Reader(html).runs
    characters = [
        (char, bold, code) for text, bold, code in runs for char in text if not char.isspace() and char != MARK
    ]
    text = "".join(text for text, _, _ in runs)
    lines = [re.sub(r"\s+", " ", line).strip() for line in re.sub(rf"{MARK}\s*", "", text).split("\n")]
    return characters, [line for line in lines if line]
