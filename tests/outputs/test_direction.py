"""Books in Hebrew and Arabic: what is isolated, and what is seen on sheets, keys and cards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from quizgen.assembly.quiz import Item, ShownStimulus
from quizgen.model.book import Book
from quizgen.model.citation import Passage
from quizgen.model.language import is_right_to_left
from quizgen.outputs.anki.notes import render_notes
from quizgen.outputs.direction import isolate
from quizgen.outputs.markup import prose
from tests.outputs.anki.test_cards import Show, Sides, render, show
from tests.outputs.anki.test_package import deck_of
from tests.projects import BANK, Project
from tests.samples import item
from tests.sheets import make_sheet, opened, render_key, render_worksheet
from tests.visual import seen_from_left

__all__ = ["show"]

A4 = round((210 - 36) / 25.4 * 96)
HEBREW = Book.model_validate(
    {
        "title": "המחשב 2.0!",
        "author": "דוד",
        "language": "he",
        "chapters": [{"key": "1", "title": "פרק", "opens": "a b c"}],
    }
)
PASSAGE = Passage("ch. 1", "לפני כן, ", "שפת C++ נולדה בשנת 1985", ", ואז.")
LAST = "סוף."

QUESTIONS = [
    item(
        "choice",
        id="signs",
        prompt="HTTP, ומה בשפת C++?",
        answer="-5",
        distractors=["C#", {"text": "What is it?", "why": "ראו `x++` וגם C++."}, "שלום!"],
        explanation="המספר -5 שלילי, ב-100°C: `a = -5;`.",
    ),
    item("numeric", id="number", prompt="כמה?", answer="-5", unit="°C", derived="חישוב: 3 - 8 = -5.", explanation=LAST),
    item("cloze", id="cloze", text="שפת {{1::C++}} ולא {{2::-5}}.", explanation=LAST),
    item(
        "match", id="match", prompt="התאימו.", pairs=[["C++", "שפה"], ["כלב", "dog"]], distractors=[], explanation=LAST
    ),
    item("short", id="short", prompt="מה הבירה?", answer="ירושלים", also=["Jerusalem"], explanation=LAST),
    item("essay", id="essay", prompt="מדוע?", points=["C++", "נקודה"], explanation=LAST),
]


def in_hebrew(questions: list[Item]) -> list[Item]:
    chapter = HEBREW.chapters[0]
    return [replace(each, chapter=chapter, passages=(PASSAGE,), places=(PASSAGE.place,)) for each in questions]


ITEMS = in_hebrew(QUESTIONS)
SHEET = replace(make_sheet(ITEMS, title="מבחן"), book=HEBREW)


def backwards(text: str) -> str:
    return text[::-1]


@pytest.mark.parametrize(
    ("language", "is_so"),
    [
        ("he", True), ("ar", True), ("ar-EG", True), ("fa", True), ("ur", True), ("yi", True), ("az-Arab", True),
        ("pa-Arab-PK", True), ("ku-Arab", True), ("HE", True), ("en", False), ("az", False), ("ur-Latn", False),
        ("pa", False), ("de-CH", False), ("ks-Deva", False), ("zh-Hant", False),
    ],
)  # fmt: skip
def test_the_direction_of_a_language(language: str, is_so: bool) -> None:
    assert is_right_to_left(language) is is_so


@pytest.mark.parametrize(
    ("html", "isolated"),
    [
        ("שפת C++ היא", 'שפת <bdi dir="ltr">C++</bdi> היא'),
        ("ה-HTTP 2.0 הוא", 'ה-<bdi dir="ltr">HTTP 2.0</bdi> הוא'),
        ("-5", '<bdi dir="ltr">-5</bdi>'),
        ("3 × 4 = 12", '<bdi dir="ltr">3 × 4 = 12</bdi>'),
        ("לכן 8 ÷ 2 = 4.", 'לכן <bdi dir="ltr">8 ÷ 2 = 4</bdi>.'),
        ("2 ≠ 3 וגם", '<bdi dir="ltr">2 ≠ 3</bdi> וגם'),
        ("ב-100°C.", 'ב-<bdi dir="ltr">100°C</bdi>.'),
        ("f(x)=x+1 וגם", '<bdi dir="ltr">f(x)=x+1</bdi> וגם'),
        ("x &lt; y הם", '<bdi dir="ltr">x &lt; y</bdi> הם'),
        ("<p>ראו <code>a++</code> ש</p>", "<p>ראו <code>a++</code> ש</p>"),
        ("בשנת 1985, 12/5", "בשנת 1985, 12/5"),
        ("What is it?", '<bdi dir="ltr">What is it?</bdi>'),
        ("<p>One.</p>\n<p>שתיים.</p>", '<p><bdi dir="ltr">One.</bdi></p>\n<p>שתיים.</p>'),
        ('לא <a href="https://a.b/c">Rome</a>', 'לא <a href="https://a.b/c"><bdi dir="ltr">Rome</bdi></a>'),
    ],
)
def test_what_is_isolated_in_a_hebrew_book(html: str, isolated: str) -> None:
    assert isolate(html, right_to_left=True) == isolated


@pytest.mark.parametrize(
    ("html", "isolated"),
    [("שלום!", '<bdi dir="rtl">שלום!</bdi>'), ("שלום means peace.", "שלום means peace."), ("a “b” c", "a “b” c")],
)
def test_what_is_isolated_in_an_english_book(html: str, isolated: str) -> None:
    assert isolate(html, right_to_left=False) == isolated


@given(st.text(alphabet="אב aB1 -+#().,*`\n<&\"'$=", max_size=40), st.booleans())
def test_nothing_but_isolates_is_added(text: str, right_to_left: bool) -> None:
    html = str(prose(text))
    isolated = isolate(html, right_to_left=right_to_left)
    assert unescape(re.sub("</?bdi[^>]*>", "", isolated)) == unescape(html)
    assert isolated.count("<bdi") == isolated.count("</bdi>")


@pytest.fixture(scope="module")
def sheet(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("hebrew")
    with opened(browser, render_worksheet(SHEET), folder, viewport={"width": A4, "height": 900}) as it:
        it.page.emulate_media(media="print")
        yield it.page


@pytest.fixture(scope="module")
def key(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with opened(
        browser, render_key(SHEET), tmp_path_factory.mktemp("hebrew"), viewport={"width": A4, "height": 900}
    ) as it:
        it.page.emulate_media(media="print")
        yield it.page


def test_a_sheet_runs_from_right_to_left(sheet: Page) -> None:
    assert sheet.locator("html").get_attribute("dir") == "rtl"
    assert sheet.evaluate("document.documentElement.scrollWidth") == A4
    number, letter, words = (
        box
        for one in ("#q1 .number", "#q1 .bubble >> nth=0", "#q1 .words >> nth=0")
        if (box := sheet.locator(one).bounding_box())
    )
    assert number["x"] > letter["x"] > words["x"]
    left, right = (box for one in (".lefts", ".rights") if (box := sheet.locator(f"#q4 {one}").bounding_box()))
    assert left["x"] > right["x"]
    line, own = (
        box for one in (".place", ".words") if (box := sheet.locator(f"#q4 .lefts {one}").first.bounding_box())
    )
    assert line["x"] > own["x"]


def test_signs_stand_on_their_sides_on_a_sheet(sheet: Page) -> None:
    assert seen_from_left(sheet.locator("#q1 .prompt")) == [f"?C++ {backwards('ומה בשפת')} ,HTTP"]
    shown = [line for words in sheet.locator("#q1 .words").all() for line in seen_from_left(words)]
    assert sorted(shown) == sorted(["-5", "C#", "What is it?", f"!{backwards('שלום')}"])
    assert seen_from_left(sheet.locator("#q2 .unit")) == ["°C"]
    assert seen_from_left(sheet.locator("cite").first) == [f"!2.0 {backwards('המחשב')}"]
    assert seen_from_left(sheet.locator("#q4 .cue")) == ["Write a letter on each line."]


def test_signs_stand_on_their_sides_on_a_key(key: Page) -> None:
    solution = key.locator(".solution")
    assert seen_from_left(solution.nth(0).locator(".explanation")) == [
        f".a = -5; :100°C-{backwards('שלילי, ב')} -5 {backwards('המספר')}"
    ]
    assert seen_from_left(solution.nth(0).locator(".whys li")) == [
        f".C++ {backwards('וגם')} x++ {backwards('ראו')} – What is it? C"
    ]
    assert seen_from_left(solution.nth(1).locator(".right")) == ["-5°C"]
    assert seen_from_left(solution.nth(2).locator(".right")) == [f".-5 {backwards('ולא')} C++ {backwards('שפת')}"]
    assert seen_from_left(solution.nth(3).locator(".right li").first) == [f"{backwards('שפה')} B → C++"]
    assert seen_from_left(solution.nth(0).locator("blockquote p")) == [
        f".{backwards('ואז')} ,1985 {backwards('נולדה בשנת')} C++ {backwards('שפת')} ,{backwards('לפני כן')}"
    ]
    strip = seen_from_left(key.locator(".strip"))[0]
    assert "-5°C 2" in strip
    boxes = [box for one in solution.nth(5).locator(".points .words").all() if (box := one.bounding_box())]
    assert len({round(box["x"] + box["width"]) for box in boxes}) == 1, "the boxes before them stand below each other"


def test_page_numbers_stand_at_the_other_side() -> None:
    content = render_worksheet(SHEET).content.decode()
    assert "@bottom-left" in content
    assert "@bottom-right" not in content
    assert "@bottom-left" not in render_worksheet(make_sheet(QUESTIONS)).content.decode()


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> Sides:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.outputs.anki.test_package.BOOK", HEBREW)
        return render(tmp_path_factory.mktemp("cards"), *ITEMS)


def test_fields_of_a_card_have_their_direction() -> None:
    notes = {note.id: note for note in render_notes(replace(deck_of(ITEMS), book=HEBREW))}
    prompt, task, exercise, answer = notes["number"].fields[:4]
    assert prompt == '<div dir="rtl"><p>כמה?</p></div>'
    assert task == "Give a number"
    assert 'data-shown="&lt;p&gt;&lt;bdi dir=&#34;ltr&#34;&gt;-5°C&lt;/bdi&gt;&lt;/p&gt;' in exercise
    assert answer.startswith('<div dir="rtl"><p><bdi dir="ltr">-5°C</bdi></p>')
    assert '<span dir="rtl">חישוב: <bdi dir="ltr">3 - 8 = -5</bdi>.</span>' in notes["number"].fields
    options = notes["signs"].fields[2]
    assert '<div dir="rtl"><ul class="options"' in options
    assert '><bdi dir="ltr">-5</bdi></li>' in options and '><bdi dir="ltr">What is it?</bdi></li>' in options
    assert "ראו &lt;code&gt;x++&lt;/code&gt; וגם &lt;bdi dir=&#34;ltr&#34;&gt;C++&lt;/bdi&gt;." in options
    assert notes["cloze"].fields[0] == (
        '<div dir="rtl"><p>שפת {{c1::<bdi dir="ltr">C++</bdi>}} ולא {{c2::<bdi dir="ltr">-5</bdi>}}.</p></div>'
    )
    assert "bdi" not in "".join(field for note in render_notes(deck_of(QUESTIONS)) for field in note.fields)


def test_signs_stand_on_their_sides_on_a_card(cards: Sides, show: Show) -> None:
    page = show(cards["signs"][0])
    page.set_viewport_size({"width": 360, "height": 700})
    assert seen_from_left(page.locator(".prompt")) == [f"?C++ {backwards('ומה בשפת')} ,HTTP"]
    shown = [line for words in page.locator(".options .text").all() for line in seen_from_left(words)]
    assert sorted(shown) == sorted(["-5", "C#", "What is it?", f"!{backwards('שלום')}"])
    keys = [box["x"] for one in page.locator(".options .key").all() if (box := one.bounding_box())]
    assert len(set(keys)) == 1 and keys[0] > 300, "all at the right"
    ends = [box["x"] + box["width"] for one in page.locator(".options .text").all() if (box := one.bounding_box())]
    assert len({round(end) for end in ends}) == 1
    page.locator(".option", has_text="What is it?").click()
    assert seen_from_left(page.locator(".why")) == [f".C++ {backwards('וגם')} x++ {backwards('ראו')}"]
    back = show(cards["cloze"][1])
    assert seen_from_left(back.locator(".prompt")) == [f".-5 {backwards('ולא')} C++ {backwards('שפת')}"]
    assert page.evaluate("document.documentElement.scrollWidth") == 360


def test_a_stimulus_of_a_card_runs_as_the_book_does(tmp_path: Path, show: Show) -> None:
    one = replace(
        ITEMS[1], stimulus=ShownStimulus("1.yaml#table", "לוח", "| מים | 8 |\n|---|---|\n| לכן | 8 ÷ 2 = 4 |")
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.outputs.anki.test_package.BOOK", HEBREW)
        front, _ = render(tmp_path, one)["number"]
    page = show(front)
    page.set_viewport_size({"width": 360, "height": 700})
    above = page.locator(".stimulus")
    rule, distance = above.evaluate(
        "each => [getComputedStyle(each).borderRightWidth, parseFloat(getComputedStyle(each).paddingRight)]"
    )
    assert rule == "3px" and distance > 10, "the rule stands where a line begins"
    assert seen_from_left(above) == [backwards("לוח"), f"8{backwards('מים')}", f"8 ÷ 2 = 4{backwards('לכן')}"]
    shown, asked = above.bounding_box(), page.get_by_text("כמה?").bounding_box()
    assert shown and asked and asked["y"] - shown["y"] - shown["height"] > 10


def test_pages_of_a_whole_build_run_as_the_book_does(project: Project) -> None:
    project.replace(f"{BANK}/book.yaml", "language: en", "language: he")
    assert project.run("build").code == 0
    files = project.files("build")
    for name in ("index.html", "coverage.html", "chapter-1.html", "chapter-1-key.html"):
        assert b' dir="rtl">' in files[name][:60], name


def test_an_english_page_names_no_direction(project: Project) -> None:
    assert project.run("build").code == 0
    assert all(b'<html lang="en">' in page for name, page in project.files("build").items() if name.endswith(".html"))
