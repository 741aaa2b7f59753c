"""Blocks of facts keep what their texts say, also where several texts make one."""

import pytest

from dea_export.markup import to_plain
from dea_export.markup.block_trees import tree
from dea_export.model.blocks import Answered, Chain, Pair, Table
from dea_export.model.text import Text
from tests.markup.test_page import rows

BLOCKS = {
    "question": lambda sign: (Answered(sign, sign), 2),
    "choice": lambda sign: (Answered(sign, sign, sign), 3),
    "reversed": lambda sign: (Pair(sign, sign), 2),
    "compare": lambda sign: (Table((Text(""), sign), ((sign, sign),)), 3),
    "steps": lambda sign: (Chain(sign, (sign,), flow=False), 2),
}


@pytest.mark.parametrize("row", rows("What is a sign and nothing else"), ids=lambda row: row[0])
@pytest.mark.parametrize("make", BLOCKS.values(), ids=BLOCKS)
def test_a_line_is_a_line_wherever_it_stands(make, row):
    written, shown, _why = row
    block, times = make(Text(written))
    assert to_plain(tree(block)).count(shown) == times
