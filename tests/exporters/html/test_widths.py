"""Views and tables of the study page in windows of all widths."""

import pytest

from dea_export.reading import load
from tests.support.facts import study_text


@pytest.fixture
def narrow(browser):
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 320, "height": 600, "deviceScaleFactor": 1, "mobile": False}
    )
    yield
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


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
@pytest.mark.parametrize("brackets", [(r"\(", r"\)"), (r"\[", r"\]")])
def test_a_wide_formula_is_scrolled_and_not_the_page(site, brackets):
    tex = brackets[0] + " + ".join(rf"\frac{{a_{{{n}}}}}{{\sqrt{{b}}}}" for n in range(20)) + brackets[1]
    page = site(load(study_text(f"text: |-\n  {{{{c1::So}}}} it is {tex} here.\n").encode(), "a.yaml").study)
    for view in ("read", "learn"):
        page.go(f"#/{view}")
        assert page.run("return [...document.querySelectorAll('math')].some(one => one.clientHeight > 10)"), view
        assert page.run("return document.documentElement.scrollWidth") <= 320


@pytest.mark.usefixtures("narrow")
def test_the_views_are_one_row_and_the_current_one_is_in_it(site, mini):
    page = site(mini, "#/record")
    row, link = page.run("""
        const where = selector => { const {top, bottom, left, right} = document.querySelector(selector).getBoundingClientRect();
          return [top, bottom, left, right] };
        return [where("nav"), where("nav [aria-current]")]""")
    assert row[1] - row[0] < 60
    assert row[2] - 1 <= link[2] < link[3] <= row[3] + 1
