"""The study page in a real browser, opened as a file: found, learnt, tested, kept; and hostile texts do nothing."""

import json
import re
import time
from pathlib import Path

import pytest
import yaml

from dea_export.reading import load
from tests.support import studies
from tests.support.facts import study_text
from tests.support.study_page import wild_study

TESTS = Path(__file__).parents[2]
CODE = "\"><img src=https://evil.example/x onerror=\"document.title='run'\"><script>document.title='run'</script>"
HOSTILE = CODE.replace("<", "\\<")  # as Markdown: raw HTML is an error of `check`
HINT = CODE.replace("::", "")
BLOCKED = "Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden') }})"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"


def requests(browser):
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    sent = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
    return [url for url in sent if not url.startswith(("data:", "file:", "chrome:", "about:", "blob:"))]


@pytest.fixture
def narrow(browser):
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 320, "height": 600, "deviceScaleFactor": 1, "mobile": False}
    )
    yield
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


# --- find


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", None),
        ("BOOKMARK keeps", ["glue-bookmark"]),
        ("kinesis data firehose", ["firehose-name"]),  # its former name
        ("role-vs", ["role-vs-user"]),
        ('{"a":{"b":1}}', ["nasty-characters"]),
        ("instance profile rotate", ["pick-a-key"]),  # option, and why another loses
        ("jöb.commit agaín", ["glue-bookmark"]),
        ("s3 select filtered", []),  # retired
        ("<span", []),
    ],
)
def test_search_goes_over_everything(site, mini, words, found):
    page = site(mini)
    page.type(words)
    assert page.shown() == ([fact.id for fact in mini.living] if found is None else found)
    count = len(page.shown())
    assert page.text("[data-part=found]") == ("8 facts" if not words else f"{count} of 8 facts")


@pytest.mark.parametrize(
    ("name", "value", "count"),
    [
        ("domain", "2", 2),
        ("task", "1.1", 4),
        ("service", "iam", 2),
        ("rank", "1", 3),
        ("kind", "steps", 2),
        ("sheet", "must", 1),
        ("sheet", "should", 3),
        ("sheet", "could", 4),
        ("tag", "odd", 1),
    ],
)
def test_filters(site, mini, name, value, count):
    page = site(mini)
    page.choose(name, value)
    assert len(page.shown()) == count
    page.click("Show all")
    time.sleep(0.1)
    assert len(page.shown()) == 8


def test_a_study_of_topics_is_found_and_counted_by_topic(site):
    loaded = load((TESTS / "smallest.yaml").read_bytes(), "smallest.yaml")
    page = site(loaded.study)
    headings = (
        "return [...document.querySelectorAll('[data-part=found-facts] :is(h2, h3)')].map(one => one.innerText.trim())"
    )
    assert page.run(headings) == ["Where they end", "Length"]
    assert page.text("article:first-of-type .place") == "statement danube-mouth"
    page.choose("domain", "Length")
    assert page.shown() == ["danube-volga", "rhine-course"]
    page.choose("domain", "")
    page.go("#/record")
    assert page.text("table.figures thead th") == "Topic"
    assert page.text("table.figures tbody th") == "Where they end"


def test_an_address_opens_its_fact_whatever_is_filtered(site, mini):
    page = site(mini, "#role-vs-user")
    assert page.run("return document.activeElement.id") == "role-vs-user"
    page.type("bookmark")
    page.go("#pick-a-key")
    assert page.run("return document.activeElement.id") == "pick-a-key"


def test_an_old_address_says_what_became_of_its_fact(site, mini):
    page = site(mini, "#gone-thing")
    (gone,) = (fact for fact in mini.facts if fact.retired)
    assert page.text("[data-part=gone]").startswith(f"gone-thing is no longer learnt: {gone.retired.reason}")
    assert page.run("return [...document.querySelectorAll('[data-part=gone] a')].map(one => one.innerText)") == list(
        gone.retired.instead
    )
    page.go("#role-vs-user")
    assert page.run("return document.querySelector('[data-part=gone]').hidden")


def test_a_newcomer_is_told_where_to_begin_until_there_is_progress(site, mini):
    page = site(mini)
    assert page.text("[data-part=welcome]").startswith("Where to begin\n\nLearn asks")
    page.type("bookmark")
    assert page.run("return document.querySelector('[data-part=welcome]').hidden")
    page.type("")
    page.run("document.querySelector('[data-part=welcome] a').click()")
    page.go("#/learn")
    page.keys(" ", "2")
    page.go("#/read")
    assert page.run("return document.querySelector('[data-part=welcome]').hidden")


def test_signals_are_what_decides_and_what_it_points_to(site, mini):
    page = site(mini, "#/signals")
    table = "[data-view=signals] table"
    assert page.text(f"{table} tbody").split() == [
        "No",
        "long-lived",
        "keys,",
        "nothing",
        "to",
        "rotate.",
        "An",
        "instance",
        "profile",
        "→",
    ]
    page.type("athena")
    assert page.text(table) is None
    assert page.text("[data-view=signals] p") == "No fact has all of that. Fewer words, or fewer filters?"
    page.type("")
    page.run("document.querySelector('[data-view=signals] td a').click()")
    assert page.text("[data-view=read] article:target, #pick-a-key .prompt") is not None


def test_ten_thousand_facts_are_found_at_once(site):
    page = site(studies.study(studies.facts(7, 10_000)))
    took = page.run("""
        const words = document.querySelector("[name=words]");
        const type = text => { words.value = text; words.dispatchEvent(new Event("input", {bubbles: true})) };
        type("x");
        const times = ["s", "sh", "sha", "shard", "shard job", ""].map(text => {
          const start = performance.now(); type(text); document.body.offsetHeight; return performance.now() - start });
        return times.sort((a, b) => a - b)[2]""")
    assert took < 250  # the median; a sixth of it on a machine that does nothing else
    assert page.run("return document.querySelectorAll('article').length") < 400


@pytest.mark.parametrize("width", [320, 390, 768, 1920])
@pytest.mark.parametrize(
    "view", ["read", "sheet", "signals", "learn", "test", "record", "exam/form-1", "result/form-1"]
)
def test_nothing_is_wider_than_the_window(site, browser, mini, width, view):
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": 700, "deviceScaleFactor": 1, "mobile": False}
    )
    page = site(mini, "#/test")
    page.click("Begin")
    if "result" in view:
        page.keys("o")
        page.click("Submit now")
    page.go(f"#/{view}")
    assert page.run("return document.documentElement.scrollWidth") <= width
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.usefixtures("narrow")
def test_a_wide_table_is_reached_by_the_keyboard_before_it_is_seen(site):
    lines = "".join(f"- id: line-{number}\n  text: 'One is {{{{c1::a}}}}.'\n" for number in range(9))
    row = f"| {'x' * 40} | {{{{c1::{'y' * 40}}}}} |"
    table = f"- id: wide\n  text: |-\n    | a | b |\n    | --- | --- |\n    {row}\n"
    page = site(load(study_text(lines + table).encode(), "a.yaml").study)
    assert page.run("return document.querySelector('.table').getBoundingClientRect().top > innerHeight")
    page.run("return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    box = page.run("const box = document.querySelector('.table'); return [box.tabIndex, box.ariaLabel]")
    assert box == [0, "Table, wider than the page"]


@pytest.mark.usefixtures("narrow")
def test_the_views_are_one_row_and_the_current_one_is_in_it(site, mini):
    page = site(mini, "#/record")
    row, link = page.run("""
        const where = selector => { const {top, bottom, left, right} = document.querySelector(selector).getBoundingClientRect();
          return [top, bottom, left, right] };
        return [where("nav"), where("nav [aria-current]")]""")
    assert row[1] - row[0] < 60
    assert row[2] - 1 <= link[2] < link[3] <= row[3] + 1


# --- learn


def test_the_keyboard_alone_learns(site, mini):
    page = site(mini, "#/learn")
    assert "[a call]" in page.text("[data-part=card]")
    assert page.text("[data-part=left]") == "0 due, 11 new today"
    first = page.text("[data-part=card]")
    page.keys(" ")
    assert "[a call]" not in page.text("[data-part=card]")
    page.keys("2")
    assert page.text("[data-part=card]") != first
    assert page.text("[data-part=left]") == "0 due, 10 new today"
    page.keys(" ", "1")
    assert page.text("[data-part=left]") == "1 due, 9 new today"
    boxes = [card[0] for known in page.progress()["facts"].values() for card in known["cards"].values()]
    assert sorted(boxes) == [0, 1]


def test_progress_stays_and_what_is_due_comes_back(site, browser, mini):
    page = site(mini, "#/learn")
    page.keys(" ", "2")
    (learnt,) = page.progress()["facts"]
    page = site(mini, "#/learn", keep=True)
    assert page.text("[data-part=left]") == "0 due, 10 new today"
    tomorrow = (
        "const now = Date.now; const D = Date; Date.now = () => now() + 86400000;"
        "globalThis.Date = class extends D { constructor(...a) { super(...(a.length ? a : [D.now()])) } static now() { return D.now() } }"
    )
    script = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": tomorrow})
    try:
        page = site(mini, "#/learn", keep=True)
        assert page.text("[data-part=left]") == "1 due, 10 new today"
        page.keys(" ")
        assert page.text("[data-part=card] .place a") == learnt
    finally:
        browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)


def test_a_corrected_fact_is_marked_and_comes_back(site, mini):
    page = site(mini, "#/learn")
    for _ in range(11):
        page.keys(" ", "2")
    assert page.text("[data-part=left]") == "0 due, 0 new today"
    newer = wild_study(how_to_load={"why": "It is faster."}, role_vs_user={"rank": 3})
    page = site(newer, "#/learn", keep=True)
    assert page.text("[data-part=left]") == "2 due, 0 new today"
    assert "Changed since you learnt it" in page.text("[data-part=card]")
    page.go("#how-to-load")
    assert "Changed since you learnt it" in page.text("#how-to-load")
    page.go("#/learn")
    page.run("document.activeElement.blur()")
    page.keys(" ", "2", " ", "2")
    assert page.text("[data-part=left]") == "0 due, 0 new today"
    page.go("#/read")
    assert "Changed since" not in page.text("#how-to-load")


def test_options_are_picked_and_explained(site, mini):
    page = site(mini, "#/learn")
    page.choose("kind", "choice")
    assert page.run("return document.querySelectorAll('.options button').length") == 3
    right = page.run(
        "return 1 + [...document.querySelectorAll('.options button')].findIndex(b => b.innerText.includes('profile'))"
    )
    page.keys(str(right))
    assert "Right." in page.text("[data-part=card]")
    assert "the key leaks with the code" in page.text("[data-part=card]")
    page.keys(" ")
    assert page.progress()["facts"]["pick-a-key"]["cards"]["1"][0] == 1


def test_a_gap_within_a_formula_is_hidden_and_shown(site):
    page = site(load(study_text(r"text: 'Mass: \(E = {{c1::m c^2}} + x\)'").encode(), "a.yaml").study, "#/learn")
    assert page.text("[data-part=card]") == "Mass: E = [...] + x"
    page.keys(" ")
    assert page.text("[data-part=card] .gap") == "m c²"


@pytest.mark.parametrize("trouble", [BLOCKED, FULL])
def test_a_browser_that_keeps_nothing_says_so_and_works(site, browser, mini, trouble):
    script = browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": trouble})
    try:
        page = site(mini, "#/learn")
        page.keys(" ", "2")
        assert page.text("[data-part=left]") == "0 due, 10 new today"
        assert "does not keep your progress" in page.text("[data-part=storage]")
    finally:
        browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)


# --- test, progress


def test_what_is_missed_is_collected_learnt_and_searched_in_anki(site, mini):
    page = site(mini, "#/test")
    page.click("Start")
    wrong = page.run(
        "return 1 + [...document.querySelectorAll('[data-view=test] .options button')].findIndex(b => b.innerText.includes('code'))"
    )
    page.keys(str(wrong))
    page.keys(" ")
    assert page.text("[data-view=test] h2") == "0 of 1 right"
    assert page.run("return document.querySelector('textarea').value") == '"tag:mini::*" (Id:pick-a-key)'
    page.click("Learn them")
    assert page.text("[data-part=left]") == "1 missed"
    page.go("#/record")
    assert "1 test; the last: 0 of 1." in page.text("[data-view=record]")
    assert page.run("return document.querySelectorAll('svg.bars rect').length") == 8


def test_progress_moves_as_a_file(site, browser, mini, tmp_path):
    folder = tmp_path / "downloads"
    folder.mkdir()
    browser.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)})
    page = site(mini, "#/learn")
    page.keys(" ", "2", " ", "1")
    known = page.progress()
    page.go("#/record")
    page.click("Save as a file")
    saved = folder / "mini-progress.json"
    for _ in range(100):
        if saved.exists():
            break
        time.sleep(0.1)
    assert json.loads(saved.read_text(encoding="utf-8")) == known
    page = site(mini, "#/record")
    assert page.progress() == {}
    (tmp_path / "other.json").write_text('{"format": 2}', encoding="utf-8")
    for path, said in ((tmp_path / "other.json", "holds no progress"), (saved, "Taken up: 2 facts")):
        browser.find_element("css selector", "input[type=file]").send_keys(str(path))
        page.await_words("[data-part=imported]", said)
    assert page.progress() == known


# --- nothing runs, nothing leaves


# Keys that hold no free text: what is wrong there is an error of `check`.
BOUND = {"format", "id", "language", "number", "weight", "kind", "skill", "services", "rank", "docs", "renamed", "closed",
         "minutes", "also", "hinge", "level", "fails", "instead", "sheet", "source", "checked", "confuse_with", "volatile", "flow", "tags", "pick", "retired"}  # fmt: skip


def is_bound(key, value):
    """`facts` are those of a topic, or ids of them."""
    return key in BOUND or (key == "facts" and isinstance(value[0], str))


def asked(item):
    """The question of an exam's item, which must end as one."""
    question = item.get("question", "")
    return {"question": HOSTILE + question[question.index("?") :]} if "?" in question else {}


def spoilt(value):
    """The same with every text as somebody would write it who wants a script to run."""
    match value:
        case dict():
            return {key: below if is_bound(key, below) else spoilt(below) for key, below in value.items()} | asked(
                value
            )
        case list():
            return [spoilt(below) for below in value]
        case str() if found := re.search(r"\{\{c(\d)", value):
            return f"{{{{c{found[1]}::{HOSTILE} {found[1]}::{HINT}}}}} `{CODE}`"
        case _:
            return HOSTILE


def hostile_study():
    content = yaml.safe_load((TESTS / "mini.yaml").read_text(encoding="utf-8"))
    content = spoilt(content)
    facts = [fact for domain in content["domains"] for topic in domain["topics"] for fact in topic["facts"]]
    for fact in facts:
        for number, option in enumerate(fact.get("options", ())):
            option["text"] += f" {number}"
        fact |= {"why": HOSTILE, "figure": {"file": "a.png", "alt": HOSTILE}}
        fact.pop("sheet", None)
    for item in (item for exam in content["exams"] for item in exam["items"]):
        item["options"] = [option | {"text": f"{HOSTILE} {number}"} for number, option in enumerate(item["options"])]
    loaded = load(yaml.safe_dump(content, allow_unicode=True, sort_keys=False).encode(), "mini.yaml")
    assert loaded.study is not None, loaded.problems
    return loaded.study


def test_hostile_texts_do_nothing(site, browser):
    study = hostile_study()
    browser.get_log("performance")
    page = site(study)
    title = page.run("return document.title")
    assert title == study.study.title
    page.type("evil")
    assert len(page.shown()) == 8
    for hash_ in ("#/sheet", "#/signals"):
        page.go(hash_)
        assert "evil.example" in page.run("return document.querySelector('[data-view]:not([hidden])').textContent")
    page.go("#/learn")
    for _ in range(12):
        page.keys(" ", "2")
    page.go("#/test")
    page.click("Start")
    page.run("document.querySelector('[data-view=test] .options button').click()")
    page.click("Result")
    page.click("All tests")
    page.click("Begin")
    page.keys("b", "m", "n", "b", "o")
    page.click("Submit now")
    assert "evil.example" in page.run("return document.querySelector('.review .loses').textContent")
    page.go("#/record")
    assert page.run("return document.title") == f"Progress – {title}"
    assert (
        page.run("return document.querySelectorAll('img, script:not([type]):not(:last-of-type), iframe').length") == 0
    )
    assert requests(browser) == []
    assert [entry for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []


def test_a_hostile_tree_does_nothing(site, browser):
    content = spoilt(yaml.safe_load((TESTS / "tree.yaml").read_text(encoding="utf-8")))
    content["study"] |= {"title": HOSTILE}
    loaded = load(yaml.safe_dump(content, allow_unicode=True, sort_keys=False).encode(), "tree.yaml")
    assert loaded.study is not None, loaded.problems
    browser.get_log("performance")
    page = site(loaded.study)
    page.click("Step by step")
    page.run("document.querySelector('.tree summary').click()")
    assert "evil.example" in page.text(".tree .condition")
    page.go("#/learn")
    for _ in range(5):
        page.keys(" ", "2")
    assert page.run("return document.title") == f"Learn – {loaded.study.study.title}"
    assert page.run("return document.querySelectorAll('img, iframe').length") == 0
    assert requests(browser) == []


def test_the_policy_stops_what_should_ever_get_in(site, browser, mini):
    page = site(mini)
    page.run(
        "const box = document.createElement('div'); document.body.append(box);"
        'box.innerHTML = \'<img src="https://evil.example/x" onerror="document.title = 1">\''
    )
    time.sleep(0.2)
    assert page.run("return document.title") == "A mini study – all kinds"
    assert any("Content Security Policy" in entry["message"] for entry in browser.get_log("browser"))
