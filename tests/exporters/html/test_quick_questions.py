"""Ten quick questions: of each domain by its weight, their options mixed."""

import json
from collections import Counter

import pytest

from dea_export.reading import load


def weighed(**domains):
    """A study of choices: domain -> weight, how many."""
    made = {"format": 1, "study": {"id": "mini", "title": "Weighed", "exam": "W-1", "language": "en"}, "domains": []}
    for number, (name, (weight, count)) in enumerate(domains.items(), 1):
        tasks = [{"id": f"{number}.1", "title": "Choose", "skills": {f"{number}.1.1": "Choose"}}]
        facts = [choice(f"{name}-{one}", f"{number}.1.1") for one in range(count)]
        made["domains"].append({"id": name, "number": number, "title": name.title(), "weight": weight, "tasks": tasks,
                                "topics": [{"title": "All", "facts": facts}]})  # fmt: skip
    loaded = load(json.dumps(made).encode(), "weighed.yaml")
    assert loaded.study is not None, loaded.problems
    return loaded.study


def choice(id_, skill):
    options = [{"text": "alpha", "pick": True}, *({"text": text, "loses": "no"} for text in ("beta", "gamma", "delta"))]
    return {
        "id": id_,
        "kind": "choice",
        "skill": skill,
        "scenario": f"What about {id_}?",
        "deciding": "It is so.",
        "options": options,
    }


def asked(page):
    """The questions of a round, all answered wrong."""
    page.click("Start")
    questions = []
    for _ in range(int(page.text("[data-view=test] h2").split(" of ")[1])):
        questions.append(page.text("[data-view=test] .card .body"))
        page.run(
            "[...document.querySelectorAll('[data-view=test] .options button')].find(one => one.innerText === 'beta').click()"
        )
        page.keys(" ")
    return questions


@pytest.mark.parametrize(
    ("domains", "shares"),
    [
        ({"red": (70, 40), "blue": (30, 40)}, {"red": 7, "blue": 3}),
        (
            {"red": (34, 40), "blue": (26, 40), "green": (22, 40), "grey": (18, 40)},
            {"red": 3, "blue": 3, "green": 2, "grey": 2},
        ),
        ({"red": (70, 2), "blue": (30, 40)}, {"red": 2, "blue": 8}),  # too few of one
        ({"red": (50, 2), "blue": (50, 1)}, {"red": 2, "blue": 1}),  # fewer than ten
    ],
)
def test_each_domain_is_asked_by_its_weight(site, domains, shares):
    questions = asked(site(weighed(**domains), "#/test"))
    assert len(set(questions)) == len(questions)
    assert Counter(question.split()[2].split("-")[0] for question in questions) == shares


def test_misses_are_named_by_domain_and_kept(site):
    page = site(weighed(red=(70, 40), blue=(30, 40)), "#/test")
    asked(page)
    assert page.text("[data-view=test] h2") == "0 of 10 right"
    assert page.text("[data-view=test] ul") == "Red: 0 of 7\nBlue: 0 of 3"
    assert len(page.progress()["misses"]) == 10


@pytest.mark.parametrize(("chance", "order"), [("0", "beta gamma delta alpha"), ("0.999", "alpha beta gamma delta")])
@pytest.mark.parametrize("view", ["learn", "test"])
def test_options_stand_in_an_order_of_chance(site, browser, view, chance, order):
    script = browser.execute_cdp_cmd(
        "Page.addScriptToEvaluateOnNewDocument", {"source": f"Math.random = () => {chance}"}
    )
    try:
        page = site(weighed(red=(100, 1)), f"#/{view}")
        if view == "test":
            page.click("Start")
        assert page.text(f"[data-view={view}] .options").split() == order.split()
    finally:
        browser.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", script)
