"""Processes that make orders: one that dies, hangs, prints or cannot load costs its own order at most."""

import json
import os
import time
from pathlib import Path

import pytest

from dea_export.cli.build.orders import Failed, Made, plan_orders
from dea_export.cli.build.workers import Workers, hire_workers
from dea_export.exporters.api import Job
from dea_export.exporters.registry import installed
from dea_export.exporters.resources import template_root
from tests.support.strangers import stranger

pytestmark = pytest.mark.usefixtures("light", "work")


@pytest.fixture
def make(mini, plugins):
    """Runs exporters `name -> body of export` on some processes; what came of each, by name."""

    def run(bodies, count=1, limit=None, attributes=""):
        for name, body in bodies.items():
            stranger(plugins, name, body, attributes=attributes)
        orders, broken = plan_orders([installed()[name] for name in bodies], {})
        assert broken == []
        done = []
        with Workers(count, [order.found for order in orders] if attributes else (), limit) as workers:
            results = workers.make_all(mini, Job("mini", template_root()), orders, lambda *step: done.append(step))
        assert [number for number, _ in done] == list(range(1, len(orders) + 1))
        return {result.exporter: result for result in results}

    return run


def test_another_process_makes_the_orders_after_one_that_died(make):
    results = make({"a": "os._exit(1)", "b": "return [Artifact('b', b'1')]", "c": "return [Artifact('c', b'2')]"})
    assert results["a"].message == "its process died"
    assert [results[name].artifacts[0].data for name in "bc"] == [b"1", b"2"]


def test_an_order_that_takes_too_long_is_ended(make):
    begun = time.monotonic()
    results = make({"a": "time.sleep(600)", "b": "return []"}, limit=5.0)
    assert time.monotonic() - begun < 300
    assert (type(results["a"]), results["a"].message) == (Failed, "it took longer than 5 s")
    assert isinstance(results["b"], Made)


def test_a_process_that_dies_while_it_loads_costs_nothing(make):
    results = make({"a": "return []"}, attributes="def preload(self):\n    os._exit(1)")
    assert isinstance(results["a"], Made)


def test_without_processes_every_order_says_so(mini, monkeypatch):
    orders, _ = plan_orders([installed()["markdown"]], {})
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    with Workers(1) as workers:
        (result,) = workers.make_all(mini, Job("mini", template_root()), orders, lambda *_: None)
    assert (type(result), result.message) == (Failed, "no process can be started for it")


@pytest.mark.parametrize("count", [1, 3])
def test_results_come_in_the_order_of_the_orders(make, count):
    bodies = {name: f"time.sleep({pause})\nreturn []" for name, pause in (("a", 0.3), ("b", 0.0), ("c", 0.1))}
    assert list(make(bodies, count)) == ["a", "b", "c"]


HEARD = "return [Artifact('heard.txt', repr(job.followed and [(a.name, a.data, dict(a.pages)) for a in job.followed]).encode())]"


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize(
    ("body", "heard"),
    [
        ("time.sleep(.3)\nreturn [Artifact('b.txt', b'long', pages={'x': 3})]", "[('b.txt', b'', {'x': 3})]"),
        ("raise ValueError('no')", "()"),
    ],
)
def test_an_order_hears_what_the_one_before_it_has_made(cli, plugins, jobs, body, heard):
    stranger(plugins, "a", HEARD, attributes="follows = {'': 'b'}")
    stranger(plugins, "b", body)
    cli("all", "--jobs", jobs)
    assert Path("build/heard.txt").read_text() == heard


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_order_alone_or_in_a_circle_hears_nothing(cli, plugins, jobs):
    stranger(plugins, "a", HEARD, attributes="follows = {'': 'b'}")
    assert cli("a", "--jobs", jobs).exit_code == 0
    assert Path("build/heard.txt").read_text() == "None"
    stranger(plugins, "b", "return []", attributes="follows = {'': 'a'}")
    assert cli("all", "--jobs", jobs).exit_code == 0
    assert Path("build/heard.txt").read_text() == "None"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_what_an_exporter_prints_is_no_result(cli, plugins, jobs):
    stranger(plugins, "loud", "print('{' * 20)\nos.system('echo [')\nreturn [Artifact('loud.txt', b'')]")
    result = cli("all", "--jobs", jobs, "--format", "json")
    assert result.exit_code == 0
    assert isinstance(json.loads(result.stdout), list)
    assert Path("build/loud.txt").exists()


def test_what_other_code_prints_as_python_begins_is_no_result(work, process, plugins):
    (plugins / "usercustomize.py").write_text("print('good morning')\n")
    stranger(plugins, "late", "return [Artifact('late.txt', b'')]", attributes="def preload(self): pass")
    env = {"PYTHONNOUSERSITE": "", "HOME": str(work)}
    assert process("late", env=env).wait(60) == 0


def test_one_quick_order_needs_no_process(cli, plugins):
    stranger(plugins, "here", "return [Artifact('here.txt', str(os.getpid()).encode())]")
    assert cli("here", "-j1").exit_code == 0
    assert Path("build/here.txt").read_text() == str(os.getpid())
    orders, _ = plan_orders([installed()["markdown"]], {})
    assert not isinstance(hire_workers(orders, None), Workers)
    orders, _ = plan_orders([installed()["here"]], {})
    assert isinstance(hire_workers(orders, None), Workers), "a stranger's has a process of its own"
