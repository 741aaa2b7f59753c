"""Contents that nobody would write: known keys with odd values, parts that moved, doubled or went; never a crash."""

import pickle
from copy import deepcopy
from random import Random

import pytest
import yaml

from dea_export.checking import check_study
from dea_export.checking.codes import read_codes
from dea_export.reading import load
from tests.support.hostile import MINI, STRINGS, emitted

ODD = (
    None, True, 0, -1, 1.5, 10**40, "", " ", "1.1", "2026-02-30", "\ud800", "a\u202eb", "x" * 5000, [], [[]], [None], {}, {"": ""},
    {"id": "x"}, "{{c1::", "{{c1::a}}" * 30, "{{c1::{{c2::{{c3::a}}}}}}", "*a **b " * 40, "`" * 50, "| a |\n| - |\n| b |",
    "$$\n\\frac{", "\\(" * 30, "[" * 80, "- " * 40, "https://[x", "1.1.1",
)  # fmt: skip
INPUTS = 2000


def mutate(made, random):
    """Changes one part, wherever it is, to something of another shape or place."""
    parts = list(parts_of(made))
    holder, key = random.choice(parts)
    match random.randrange(6):
        case 0:
            del holder[key]
        case 1:
            other, name = random.choice(parts)
            holder[key] = deepcopy(other[name])
        case 2 if isinstance(holder, list):
            holder.append(deepcopy(holder[key]))
        case 3 if isinstance(holder, dict):
            holder[random.choice(("id", "kind", "text", "sheet", "txet", "retired", "after", "figure"))] = holder[key]
        case 4 if isinstance(holder[key], str):
            holder[key] = f"{holder[key]} {random.choice(STRINGS)}"
        case _:
            holder[key] = deepcopy(random.choice(ODD))  # or a later seed would find it changed


def parts_of(made):
    """Every place of a mapping or list, at most some thousand."""
    for key, value in list(made.items() if isinstance(made, dict) else enumerate(made)):
        yield made, key
        if isinstance(value, dict | list):
            yield from parts_of(value)


@pytest.mark.slow
def test_no_mutated_content_is_a_crash(request):
    codes = set(read_codes())
    mini = pickle.dumps(yaml.load(MINI.read_text("utf-8"), yaml.CBaseLoader))
    first, count = request.config.getoption("--fuzz-seed"), request.config.getoption("--fuzz") or INPUTS
    for seed in range(first, first + count):
        random = Random(seed)
        made = pickle.loads(mini)
        for _ in range(random.choice((1, 1, 2, 5))):
            mutate(made, random)
        raw = emitted(made).encode("utf-8", "surrogatepass")
        if random.random() < 0.1:
            cut = random.randrange(len(raw))
            raw = raw[:cut] + random.randbytes(random.randrange(4)) + raw[cut + random.randrange(9) :]
        try:
            loaded = load(raw, "fuzz.yaml")
            problems = [*loaded.problems, *(check_study(loaded.study) if loaded.study else ())]
        except BaseException as error:
            error.add_note(f"seed {seed}: pytest tests/reading/test_fuzz.py --fuzz 1 --fuzz-seed {seed}")
            raise
        assert loaded.study is not None or problems, seed
        lines = raw.count(b"\n") + raw.count(b"\r") + 2
        assert all(one.code in codes and 1 <= one.place.line <= lines and one.message for one in problems), seed
