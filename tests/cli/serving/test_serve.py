"""The whole way: a process that serves, a browser that looks, an author who saves."""

import re
import signal

import pytest
from selenium.webdriver.support.ui import WebDriverWait

from tests.support.browser import chromium


@pytest.fixture
def served(process):
    """The address at which a process serves `work`, and the process."""
    serving = process("serve", "--port", "0", env={"PYTHONUNBUFFERED": "1"})
    yield re.search(r"http://\S+", serving.stdout.readline())[0].rstrip(","), serving
    serving.kill()
    serving.communicate()


def text_of_cards(browser):
    return browser.execute_script("return document.querySelector('iframe').contentDocument.body.textContent")


def test_a_saved_fact_is_a_new_card_in_the_browser(served, work, tmp_path_factory):
    address, serving = served
    content = work / "content" / "mini.yaml"
    with chromium(tmp_path_factory.mktemp("profile")) as browser:
        browser.get(address)
        wait = WebDriverWait(browser, 60, poll_frequency=0.1)
        wait.until(lambda _: "A Glue job keeps" in text_of_cards(browser))
        wait.until(lambda _: "mini.yaml: no problems" in browser.find_element("css selector", "output").text)
        content.write_text(content.read_text("utf-8").replace("A Glue job keeps", "A Glue job guards", 1), "utf-8")
        wait.until(lambda _: "A Glue job guards" in text_of_cards(browser))
        assert "A Glue job keeps" not in text_of_cards(browser)
        content.write_text(content.read_text("utf-8").replace("rank: 1", "rank: one", 1), "utf-8")
        wait.until(lambda _: "1 error" in browser.find_element("css selector", "output").text)
        assert "rank: one" in browser.find_element("css selector", "section .error").text
        assert "A Glue job guards" in text_of_cards(browser)
        errors = [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"]
        assert errors == []
    serving.send_signal(signal.SIGTERM)  # Ctrl-C is not heard where a shell runs tests behind itself
    assert serving.wait(30) == 0
    assert serving.stderr.read() == ""
