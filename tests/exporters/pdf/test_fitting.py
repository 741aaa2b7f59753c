"""The fitting on predicted heights: whatever there is to print, one page and nothing lost. No WeasyPrint in here."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dea_export.exporters.pdf import fonts
from dea_export.exporters.pdf.metrics import MM_PER_POINT, Size
from dea_export.exporters.pdf.paper import PAPERS
from dea_export.exporters.pdf.sheet.columns import Box, pack
from dea_export.exporters.pdf.sheet.fitting import Fitting
from dea_export.exporters.pdf.sheet.heights import Ruler
from dea_export.exporters.pdf.sheet.items import CodePart, ProsePart, SheetItem, TablePart
from dea_export.exporters.pdf.sheet.layout import Layout
from dea_export.exporters.pdf.sheet.report import area_shares
from dea_export.exporters.pdf.styled_text import Span
from dea_export.exporters.pdf.themes import read_theme
from dea_export.exporters.resources import template_root
from dea_export.model.place import NOWHERE

MEASURES = read_theme(template_root(), "default").measures
WEIGHTS = (34.0, 26.0, 22.0, 18.0)
WORD = st.text("abcdefghijkl-/→≤0123456789", min_size=1, max_size=12) | st.just("x" * 300)


def para(*words: str) -> ProsePart:
    return ProsePart((Span("bold", words[0]), Span("regular", " " + " ".join(words[1:]))))


def item(
    number: int, domain: int, priority: int, part: ProsePart | CodePart | TablePart, heading: str = "S3"
) -> SheetItem:
    return SheetItem(f"f{number}", domain, heading, priority, 2, number, (part,), NOWHERE)


def lines_of(count: int, domains: int = 4, words: int = 12, priority: int = 1) -> list[SheetItem]:
    text = ("term", *["words"] * words)
    return [item(n, n % domains, priority, para(*text), f"Service {n % 17}") for n in range(count)]


def fitted(items: list[SheetItem], weights: tuple[float, ...] = WEIGHTS, paper: str = "a4", pages: int = 1) -> Layout:
    return Fitting(items, weights, PAPERS[paper].landscape, Ruler(fonts.read_metrics(), MEASURES), pages).layout()


def assert_sound(layout: Layout, items: list[SheetItem], pages: int = 1) -> None:
    printed = [box.name for page in layout.pages for column in page for box in column.boxes if box.kind == "fact"]
    assert len(layout.pages) <= pages
    assert sorted(printed) == sorted(item.id for item in layout.chosen)
    assert sorted([*layout.chosen, *layout.left_out], key=lambda e: e.order) == sorted(items, key=lambda e: e.order)
    assert Size(layout.points, fonts.read_metrics().x_height).millimetres >= MEASURES.floor - 0.001
    for page in layout.pages:
        assert len(page) <= layout.grid.columns
        for column in page:
            assert column.height <= layout.grid.em(layout.points)
            assert column.boxes[-1].kind == "fact"


PART = st.one_of(
    st.lists(WORD, min_size=2, max_size=30).map(lambda words: para(*words)),
    st.lists(st.text("abc (){}", min_size=1, max_size=90), min_size=1, max_size=12).map(
        lambda lines: CodePart(tuple(lines))
    ),
    st.lists(st.tuples(WORD, WORD, WORD), min_size=2, max_size=40).map(
        lambda rows: TablePart(tuple(tuple((Span("regular", cell),) for cell in row) for row in rows))
    ),
)
ENTRIES = st.lists(
    st.tuples(
        st.integers(0, 3), st.integers(0, 2), PART, st.sampled_from(("S3", "Glue", "A service with a long name"))
    ),
    max_size=60,
).map(lambda rows: [item(n, *row) for n, row in enumerate(rows)])


@pytest.mark.parametrize("lines", [70, 71, 73, 74, 77])
def test_what_hardly_fits_at_the_target_is_not_rounded_up_beyond_it(lines: int):
    items = [item(0, 0, 0, CodePart(("a",) * lines))]
    fitting = Fitting(items, WEIGHTS, PAPERS["a4"].landscape, Ruler(fonts.read_metrics(), MEASURES), 1)
    largest = fitting.largest_size(items, fitting.grids[0], 4.0, 12.0)
    measures = replace(MEASURES, target=(largest - 0.004) * fonts.read_metrics().x_height * MM_PER_POINT)
    layout = Fitting(items, WEIGHTS, PAPERS["a4"].landscape, Ruler(fonts.read_metrics(), measures), 1).layout()
    assert len(layout.chosen) == 1
    assert layout.points <= largest


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(ENTRIES, st.sampled_from(("a4", "letter")))
def test_any_content_gives_one_sound_page(items: list[SheetItem], paper: str):
    assert_sound(fitted(items, paper=paper), items)


@pytest.mark.parametrize("count", [0, 1, 2, 40, 150, 400, 2000])
def test_any_number_of_facts_gives_one_sound_page(count: int):
    items = lines_of(count)
    assert_sound(fitted(items), items)


@pytest.mark.parametrize("domains", [1, 2, 7])
def test_any_number_of_domains_gives_one_sound_page(domains: int):
    items = lines_of(300, domains)
    assert_sound(fitted(items, WEIGHTS[:domains] if domains <= 4 else (*WEIGHTS, 10.0, 9.0, 8.0)), items)


def test_no_domain_gives_an_empty_page():
    assert fitted([], ()).pages == ((),)


def test_two_pages_hold_more_than_one():
    items = lines_of(900)
    one, two = fitted(items), fitted(items, pages=2)
    assert_sound(two, items, pages=2)
    assert len(two.chosen) > 1.8 * len(one.chosen)


def test_few_facts_are_printed_large_and_none_is_left_out():
    layout = fitted(lines_of(10))
    assert layout.left_out == ()
    assert Size(layout.points, fonts.read_metrics().x_height).millimetres == pytest.approx(MEASURES.ceiling, abs=0.01)


def test_more_facts_than_fit_are_printed_at_the_target_size():
    layout = fitted(lines_of(400))
    assert layout.left_out
    assert Size(layout.points, fonts.read_metrics().x_height).millimetres == pytest.approx(MEASURES.target, abs=0.001)


def test_type_shrinks_rather_than_leave_a_must_out():
    layout = fitted([*lines_of(170, priority=0)])
    assert layout.left_out == ()
    assert MEASURES.floor <= Size(layout.points, fonts.read_metrics().x_height).millimetres < MEASURES.target


def test_type_never_shrinks_below_the_floor():
    layout = fitted(lines_of(600, priority=0))
    assert layout.left_out
    assert Size(layout.points, fonts.read_metrics().x_height).millimetres == pytest.approx(MEASURES.floor, abs=0.001)


def test_musts_come_first():
    items = [item(n, n % 4, 0 if n % 5 == 0 else 2, para("term", *["words"] * 12)) for n in range(400)]
    layout = fitted(items)
    assert all(left.priority == 2 for left in layout.left_out)


def test_area_follows_the_weights_when_every_domain_has_enough():
    layout = fitted(lines_of(800))
    shares = area_shares(layout, [None] * 4)  # type: ignore[list-item]
    assert shares == pytest.approx(WEIGHTS, abs=2.0)


def test_what_a_poor_domain_leaves_is_shared_by_the_others():
    items = [e for e in lines_of(800) if e.domain != 3 or e.order < 40]
    layout = fitted(items)
    shares = area_shares(layout, [None] * 4)  # type: ignore[list-item]
    assert all(e.domain != 3 for e in layout.left_out)
    assert shares[0] / shares[1] == pytest.approx(34 / 26, rel=0.12)


def test_columns_end_level():
    layout = fitted(lines_of(400))
    bottoms = [column.height * layout.points * 25.4 / 72 for column in layout.pages[0]]
    assert max(bottoms) - min(bottoms) < 0.7


def test_a_column_that_goes_on_with_a_domain_says_so():
    layout = fitted(lines_of(400))
    for column in layout.pages[0]:
        assert column.boxes[0].kind in {"domain", "again"}


def test_a_column_that_goes_on_with_a_heading_names_it():
    boxes = [
        Box("domain", 2, 0, ""), Box("heading", 1, 0, "Glue"), *(Box("fact", 2, 0, f"glue-{n}") for n in range(5)),
        Box("heading", 1, 0, "EMR"), *(Box("fact", 2, 0, f"emr-{n}") for n in range(2)),
        Box("domain", 2, 1, ""), Box("heading", 1, 1, "IAM"), *(Box("fact", 2, 1, f"iam-{n}") for n in range(2)),
    ]  # fmt: skip
    columns = pack(boxes, 9.5, 1.0)
    assert columns is not None
    tops = [(column.boxes[0].kind, column.boxes[0].name, column.boxes[1].name) for column in columns]
    assert tops == [("domain", "", "Glue"), ("again", "Glue", "glue-3"), ("again", "", "EMR"), ("domain", "", "IAM")]


def test_selection_is_fast_enough_to_be_no_matter():
    import time

    items = lines_of(2000)
    fitted(items)
    start = time.process_time()
    fitted(items)
    assert time.process_time() - start < 2.0  # a guard against a quadratic search; benchmarks/pdf.py has the figures
