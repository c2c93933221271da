"""The study guide on a screen and on paper: what is on a page, what is left out, and the line drawn to scale."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from quizgen.assembly.guide import GuideText, StudyGuide, assemble_guides, sort_key
from quizgen.assembly.quiz import Item, Theme
from quizgen.model.book import Book
from quizgen.model.stimulus import Objective
from quizgen.outputs.html.outputs import GUIDE_PAGE
from quizgen.outputs.html.timeline import NARROW, WIDE, divide_time, draw_timeline
from quizgen.outputs.languages import LANGUAGES, choose_words
from quizgen.outputs.output import Context
from quizgen.outputs.pdf import print_pages
from quizgen.project.write import Artifact
from quizgen.text.years import Span
from tests.conftest import ROOT
from tests.outputs.html.test_accessible import assert_no_violation
from tests.samples import BOOK, PASSAGE, item
from tests.sheets import PAPER, opened, pages_of, printed

SAID = GuideText(
    thesis='To the keeper a light is *care*, and "nearly on time" is a danger.',
    discuss=("Is a light that is nearly on time worse than none?", "What would you count?"),
    places=("ch. 1 §1", "ch. 1 §2"),
    passages=(PASSAGE, replace(PASSAGE, place="ch. 1 §2")),
)
AIMS = (("1", Objective(id="oil", text="Say how much oil a lamp burns")), ("1", Objective(id="glass", text="Clean it")))


def date(year: str, event: str) -> Item:
    return item("date", id=f"date-{sort_key(year, 'en').replace(' ', '-')}", date=year, event=event)


def guide_of(*items: Item, said: GuideText = GuideText(), look: Theme = Theme(), book: Book = BOOK) -> StudyGuide:  # noqa: B008 (values)
    """The page of chapter 1."""
    own = [replace(each, chapter=book.chapter("1")) for each in items]
    return assemble_guides("guide", book, own, {"1": said}, AIMS, look)[-1]


def full() -> StudyGuide:
    dates = [
        date("1904", "A panel is replaced"),
        date("March 1909", "Children come"),
        date("the 19th century", "A wreck"),
    ]
    return guide_of(item("term"), item("person"), *dates, said=SAID)


def large(count: int = 14) -> StudyGuide:
    """The guide of a chapter with as much on it as a chapter has."""
    words = "the old light that a keeper of another coast has counted, and which is longer bright than it is dark"
    terms = [item("term", id=f"t{n}", term=f"light {n}", definition=words) for n in range(count)]
    people = [item("person", id=f"p{n}", person=f"Keeper {n}", description=words) for n in range(6)]
    dates = [date(f"{1900 + n}", f"The {n}th panel of the lens is replaced after a storm") for n in range(10)]
    said = replace(SAID, thesis=f"{words}. " * 3, discuss=(f"Is {words}?",) * 5, passages=SAID.passages * 2)
    aims = tuple(("1", Objective(id=f"o{n}", text=f"Say what is said of {words}")) for n in range(8))
    return assemble_guides("guide", BOOK, [*terms, *people, *dates], {"1": said}, aims, Theme())[-1]


def render(guide: StudyGuide) -> Artifact:
    (page,) = GUIDE_PAGE.render(guide, Context())
    return page


def body_of(guide: StudyGuide) -> str:
    page = render(guide).content.decode()
    return re.sub(r"(?s)<meta http-equiv.*?>|<style>.*?</style>", "…", page)


def headings(guide: StudyGuide) -> list[str]:
    return re.findall(r"<h2[^>]*>(.*?)</h2>", body_of(guide))


def test_page_is_the_golden_one(pytestconfig: pytest.Config) -> None:
    body, golden = body_of(full()), ROOT / "tests" / "golden" / "guide-1.html"
    if pytestconfig.getoption("update_golden"):
        golden.write_text(body, "utf-8")
    assert body == golden.read_text("utf-8")


def test_what_is_missing_has_no_heading() -> None:
    assert headings(full()) == [
        *("Objectives", "Terms", "People", "Timeline", "To think and talk about", "Key passages")
    ]
    assert headings(guide_of(item("term"))) == ["Objectives", "Terms"]
    assert headings(replace(guide_of(), said=SAID, objectives=())) == ["To think and talk about", "Key passages"]
    assert headings(guide_of(date("1904", "A panel"))) == ["Objectives", "Dates"], "one date makes no line"


def test_without_passages_their_places_are_named() -> None:
    public = body_of(replace(full(), said=replace(SAID, passages=())))
    assert "<p>See §1, §2.</p>" in public
    assert PASSAGE.cited not in public
    assert "own use" not in public
    assert PASSAGE.cited in body_of(full())
    assert "With passages of the book: for your own use." in body_of(full())


def test_places_are_named_as_briefly_as_the_page_allows() -> None:
    cited = replace(item("term"), places=("ch. 1 §1", "ch. 1 §2", "To the Reader"))
    assert '<bdi class="at">§1, §2; To the Reader</bdi>' in body_of(guide_of(cited))
    whole, *_ = assemble_guides("guide", BOOK, [cited, item("person", chapter="intro")], {}, (), Theme())
    assert '<bdi class="at">ch. 1 §1, §2; To the Reader</bdi>' in body_of(whole)
    german = guide_of(replace(cited, places=("ch. 2 §1",)), look=Theme(language="de"))
    assert '<bdi class="at">Kap. 2 §1</bdi>' in body_of(german)


def test_a_long_glossary_has_its_letters() -> None:
    terms = [item("term", id=f"{letter}-light", term=f"{letter}-light") for letter in "qabcdefghijklmno"]
    few, many = (assemble_guides("g", BOOK, terms[:n], {None: SAID}, (), Theme())[0] for n in (15, 16))
    assert re.findall(r"<h3>(.)</h3>", body_of(few)) == []
    assert "".join(re.findall(r"<h3>(.)</h3>", body_of(many))) == "ABCDEFGHIJKLMNOQ"


def test_nothing_of_a_bank_is_markup() -> None:
    evil = item("term", term="<b>x</b>", definition="a <script>alert(1)</script> & “b”")
    page = body_of(guide_of(evil, date("1904", "<i>A</i>"), date("1905", "b"), said=GuideText(thesis="<hr>")))
    for text in ("&lt;b&gt;x&lt;/b&gt;", "&lt;script&gt;", "&lt;i&gt;A&lt;/i&gt;", "&lt;hr&gt;"):
        assert text in page
    assert "<script" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_speaks_each_language(language: str) -> None:
    words = choose_words(language)
    page = body_of(replace(full(), look=Theme(language=language)))
    for name in ("study_guide", "objectives", "kind_term", "kind_person", "guide_timeline", "guide_discuss"):
        assert words[name] in page, name
    assert f'<html lang="{language}">' in page
    if language != "en":
        assert '<dt><span lang="en">occulting' in page


# --- the line ---------------------------------------------------------------------------------


def spans_of(*years: float) -> list[Span]:
    return [Span(year, year) for year in sorted(years)]


def draw(spans: list[Span], width: int = WIDE, *, right_to_left: bool = False) -> str:
    return draw_timeline(spans, divide_time(spans), width, str, right_to_left=right_to_left)


def dots(drawing: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', drawing)]


def labels(drawing: str) -> dict[int, float]:
    """The years below the line, and where they stand."""
    found = re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*>(-?\d+)</text>', drawing)
    below = max(float(y) for _, y, _ in found)
    return {int(text): float(x) for x, y, text in found if float(y) == below}


def test_the_line_is_to_scale() -> None:
    drawing = draw(spans_of(1900, 1904, 1910, 1920))
    (x0, _), (x4, _), (x10, _), (x20, _) = dots(drawing)
    assert (x4 - x0) / 4 == pytest.approx((x10 - x0) / 10, abs=0.1) == pytest.approx((x20 - x0) / 20, abs=0.1)
    assert labels(drawing)[1910] == x10
    assert "dasharray" not in drawing


YEARS = {
    "one year": spans_of(1917.1, 1917.2, 1917.8, 1917.9),
    "crowded": spans_of(*(1917 + n / 12 for n in range(30))),
    "far apart": spans_of(1789, *(1917 + n / 3 for n in range(40)), 1936),
    "long": [*spans_of(-490, -44), Span(1337, 1453), *spans_of(1917)],
    "the same": spans_of(*[1917.0] * 6, 1918),
}


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("name", YEARS)
def test_no_dot_covers_another_and_all_stand_within_the_line(name: str, width: int) -> None:
    drawing = draw(YEARS[name], width)
    found = dots(drawing)
    assert len(found) == len(YEARS[name])
    for (x, y), (other_x, other_y) in combinations(found, 2):
        assert abs(x - other_x) >= 17 or abs(y - other_y) >= 17
    assert all(8.5 <= x <= width - 8.5 and y >= 8.5 for x, y in found)
    assert [x for x, _ in found] == sorted(x for x, _ in found)
    at = sorted(labels(drawing).values())
    assert at and all(b - a >= 26 for a, b in pairwise(at))


def test_where_events_crowd_the_line_leaves_years_out_and_says_so() -> None:
    assert divide_time(YEARS["far apart"]) == ((1789, 1789), (1917, 1936))
    assert "stroke-dasharray" in draw(YEARS["far apart"])
    assert len(divide_time(spans_of(1789, 1917, 1936))) == 1, "what is not crowded has a line without a break"
    events = [date("1789", "a"), *(date(f"{month} 1917", month) for month in ("March", "April", "May", "June"))]
    page = body_of(guide_of(*events))
    assert "Where the line is broken, years are left out." in page
    assert "line is broken" not in body_of(full())


def test_the_line_of_a_book_from_right_to_left_runs_as_it_does() -> None:
    xs = [x for x, _ in dots(draw(spans_of(1900, 1910, 1920), right_to_left=True))]
    assert xs == sorted(xs, reverse=True)


# --- in a browser -----------------------------------------------------------------------------


def texts(pages: Iterable[str]) -> str:
    return " ".join(pages)


@pytest.mark.parametrize("paper", PAPER)
def test_a_large_chapter_has_two_pages(browser: Browser, tmp_path: Path, paper: str) -> None:
    with opened(browser, render(large()), tmp_path) as shown:
        pages = printed(shown.page, paper)
    assert len(pages) == 2
    assert "Study guide: 1. The Lamp" in pages[1], "its head"
    said = texts(pages)
    places = [said.index(text) for text in ("Objectives", "Terms", "People", "Timeline", "To think", "Key passages")]
    assert places == sorted(places)
    assert [said.count(f"light {number} ") for number in range(14)] == [1] * 14
    for number in range(10):
        where = [page for page in pages if f"The {number}th panel" in page]
        assert len(where) == 1 and "Timeline" in where[0], "the line and its list stand on one page"


def test_what_a_screen_alone_has_is_not_printed(browser: Browser, tmp_path: Path) -> None:
    whole, one = assemble_guides("guide", BOOK, [item("term"), item("person", chapter=None)], {}, (), Theme())
    for guide, address in ((whole, "guide-1.html"), (one, "guide.html")):
        with opened(browser, render(guide), tmp_path) as shown:
            assert shown.page.locator(f'a[href="{address}"]').is_visible()
            pdf = shown.page.pdf(format="A4")
        assert b"/URI" not in pdf
        assert "Page 1 of 1" in texts(pages_of(pdf))


@pytest.mark.parametrize("width", [320, 375])
def test_it_fits_a_phone(browser: Browser, tmp_path: Path, width: int) -> None:
    long_word = item("term", term="Donaudampfschifffahrtsgesellschaft " * 2, definition="`" + "x" * 90 + "`")
    for guide in (full(), large(), guide_of(long_word)):
        with opened(browser, render(guide), tmp_path, viewport={"width": width, "height": 700}) as shown:
            assert shown.page.evaluate("document.documentElement.scrollWidth") == width
            lines = shown.page.locator("svg.line")
            assert [line.is_visible() for line in lines.all()] == ([False, True] if guide.events else [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1200])
def test_it_is_accessible(browser: Browser, axe: str, tmp_path: Path, scheme: str, width: int) -> None:
    whole, *_ = assemble_guides("guide", BOOK, [*full().items, item("person", chapter="intro")], {}, AIMS, Theme())
    size = {"width": width, "height": 900}
    for guide in (full(), whole):
        with opened(browser, render(guide), tmp_path, viewport=size, color_scheme=scheme, bypass_csp=True) as shown:
            assert_no_violation(shown.page, axe)
            tree = shown.page.locator("main").aria_snapshot()
            assert "1904" in tree and "img" not in tree, "what is drawn is a list to those who see no drawing"


def test_it_runs_from_right_to_left(browser: Browser, tmp_path: Path) -> None:
    hebrew = BOOK.model_copy(update={"language": "he"})
    guide = guide_of(
        item("term", term="אור", definition="אור שמאיר"), date("1904", "א"), date("1909", "ב"), book=hebrew
    )
    with opened(browser, render(guide), tmp_path) as shown:
        assert shown.page.evaluate("getComputedStyle(document.body).direction") == "rtl"
        box = shown.page.locator(".objectives li").first.bounding_box()
        first, last = (shown.page.locator("svg.wide circle").nth(number).bounding_box() for number in (0, 1))
        assert box and first and last and first["x"] > last["x"]
        number = shown.page.locator(".number").first.bounding_box()
        said = shown.page.locator(".events b").first.bounding_box()
        assert number and said and number["x"] >= said["x"] + said["width"]


def test_weasyprint_prints_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("weasyprint")
    monkeypatch.setattr("quizgen.outputs.pdf.find_browser", lambda: None)
    monkeypatch.delenv("QUIZGEN_BROWSER", raising=False)
    ((pdf,), findings) = print_pages([render(full())], "a4")
    assert not findings
    said = texts(pages_of(pdf.content))
    for text in ("Objectives", "occulting light", "Aldous Grey", "1904 A panel is replaced", "What would you count?"):
        assert text in said
