"""What axe, which looks for what keeps people out, finds in the page that a browser shows."""

from __future__ import annotations

from axe_core_python.selenium import Axe
from selenium import webdriver


def findings(browser: webdriver.Chrome) -> list[tuple[str, str]]:
    """The rule and the beginning of the element of each violation, of every rule that axe has."""
    violations = Axe().run(browser)["violations"]
    return [(rule["id"], node["html"][:120]) for rule in violations for node in rule["nodes"]]
