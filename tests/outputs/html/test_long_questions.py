"""What is longer than a page, as Chromium and WeasyPrint print it: whole lines, below the head, told of again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import pypdfium2
import pytest

from quizgen.assembly.quiz import Item, ShownStimulus, Worksheet
from quizgen.model.book import Book
from quizgen.outputs.pdf import Paper, print_pages
from tests.outputs.html.test_worksheet_forms import in_form
from tests.samples import item
from tests.sheets import make_sheet, render_worksheet

MM = 72 / 25.4
HEAD_MM = 19.5
"""Below the head's line, and above all that stands on a page after the first."""

FOOT_MM = 17
CUT_OFF = re.compile(r"\d+\.\(continued\)")
CODE = "What is printed?\n\n```python\n" + "\n".join(f"code{n:02} = {n}" for n in range(1, 91)) + "\n```"
OPTION = "\n".join([*CODE.split("\n")[2:58], "```"])
PROSE = "\n\n".join(f"prose{n:02} " + "The keeper wrote what the lamp had burned. " * 18 for n in range(1, 7))
TABLE = "Read it.\n\n|year|oil|\n|-|-|\n" + "\n".join(f"|row{n:02}|{n}|" for n in range(1, 81))
WIDE = [[f"left{n:02} " + "and more of it " * 6, f"right{n:02} " + "and the other " * 6] for n in range(1, 23)]


def _about(text: str) -> ShownStimulus:
    return ShownStimulus("1.yaml#long", "Shown", text)


LONG: Mapping[str, tuple[Item, ...]] = {
    "code": (item("short", id="long", prompt=CODE),),
    "paragraphs": (item("essay", id="long", prompt=PROSE),),
    "a table": (item("numeric", id="long", prompt=TABLE),),
    "pairs": (item("match", id="long", prompt="Match them.", pairs=WIDE, distractors=[]),),
    "options": (
        item("choice", id="long", answer=OPTION.replace("code", "opta"), distractors=[OPTION.replace("code", "optb")]),
    ),
    "lines": tuple(item("essay", id=f"long{n}", prompt=f"Asked{n:02}?", difficulty="3") for n in range(5)),
    "a stimulus": tuple(replace(item("short", id=f"s{n}"), stimulus=_about(f"{TABLE}\n\n{PROSE}")) for n in range(3)),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print: its words, and its top and bottom in millimetres from the top of the page."""

    text: str
    top: float
    bottom: float


def lines_of(pdf: bytes) -> list[list[Line]]:
    """The lines of each page, by the boxes of what is drawn there."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [list(_lines(page)) for page in document]
    finally:
        document.close()


def _lines(page: Any) -> Iterator[Line]:
    height, text = page.get_height(), page.get_textpage()
    written = text.get_text_range()
    signs = []
    for index in range(min(text.count_chars(), len(written))):
        _, bottom, _, top = text.get_charbox(index)
        # WeasyPrint writes the marks of all rows that a line of code might have, and cuts off what it has not.
        if not written[index].isspace() and written[index] != "↩" and top > bottom:
            signs.append(((height - top) / MM, (height - bottom) / MM, index))
    for _, run in groupby(sorted(signs, key=_middle), key=_near()):
        line = sorted(run, key=lambda sign: sign[2])
        words = "".join(written[index] for *_, index in line)
        yield Line(words, min(top for top, *_ in line), max(bottom for _, bottom, _ in line))


def _middle(sign: tuple[float, float, int]) -> float:
    return (sign[0] + sign[1]) / 2


def _near() -> Callable[[tuple[float, float, int]], int]:
    """A key that is the same for what stands less than a line apart."""
    last, number = -10.0, 0

    def key(sign: tuple[float, float, int]) -> int:
        nonlocal last, number
        if _middle(sign) - last > 1.3:
            number += 1
        last = _middle(sign)
        return number

    return key


def printed(sheet: Worksheet, paper: Paper) -> list[list[Line]]:
    ((pdf,), findings) = print_pages([render_worksheet(sheet)], paper)
    assert not findings
    return lines_of(pdf.content)


def assert_in_bounds(pages: list[list[Line]], paper_mm: float = 297) -> None:
    """Nothing but the head stands above the text, and nothing but the number below it: no line is cut, none covered."""
    for number, page in enumerate(pages, 1):
        above = [line.text for line in page if line.top < (HEAD_MM if number > 1 else 14)]
        below = [line.text for line in page if line.bottom > paper_mm - FOOT_MM]
        # The head of a part that begins here is cut off, and can still be found as text.
        shown = [text for text in (CUT_OFF.sub("", text) for text in above) if text]
        assert shown == ["Midterm,VersionB"] * (number > 1), number
        assert below == [f"Page{number}of{len(pages)}"], number


@pytest.fixture(params=["chromium", "weasyprint"])
def printer(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "chromium":
        request.getfixturevalue("chromium")
    else:
        pytest.importorskip("weasyprint")
        monkeypatch.setattr("quizgen.outputs.pdf.find_browser", lambda: None)
        monkeypatch.delenv("QUIZGEN_BROWSER", raising=False)
    return str(request.param)


@pytest.mark.parametrize("name", LONG)
def test_what_is_longer_than_a_page_runs_over_whole(printer: str, name: str) -> None:
    before = [item("choice", id=f"before{n}") for n in range(3)]
    sheet = make_sheet([*before, *LONG[name], item("short", id="after", prompt="Asked after it?")])
    paper: Paper = "letter" if name == "pairs" else "a4"
    pages = printed(sheet, paper)
    assert len(pages) > 1
    assert_in_bounds(pages, 279.4 if paper == "letter" else 297)
    words = [line.text for page in pages for line in page]
    for marker, count in (("code", 90), ("prose", 6), ("row", 80), ("left", 22), ("opta", 55), ("optb", 55)):
        for number in range(1, count + 1):
            found = sum(f"{marker}{number:02}" in text for text in words)
            assert found == int(any(f"{marker}01" in text for text in words)), (marker, number)


@pytest.mark.parametrize("printer", ["chromium", "weasyprint"], indirect=True)
def test_lines_that_go_on_say_so(printer: str) -> None:
    """Once on each page that they reach, and nowhere else."""
    pages = printed(make_sheet([item("choice"), *LONG["lines"]]), "a4")
    assert_in_bounds(pages)
    told = [page[1].text for page in pages[1:] if CUT_OFF.fullmatch(page[1].text)]
    assert told, pages
    assert len(told) == len(set(told))


@pytest.mark.parametrize("before", range(0, 12, 3))
def test_no_question_begins_without_its_prompt(chromium: str, before: int) -> None:
    """Wherever the page ends, the prompt stands with its first lines, and is never cut off with the hidden head."""
    items = [item("true-false", id=f"tf{n}", prompt=f"Statement {n}?") for n in range(before)]
    pages = printed(make_sheet([*items, *LONG["lines"]]), "a4")
    assert_in_bounds(pages)
    text = [" ".join(line.text for line in page) for page in pages]
    for number in range(5):
        assert sum(f"Asked{number:02}?" in page for page in text) == 1


def test_two_columns_take_less_paper(chromium: str) -> None:
    asked = "Which of the lamps on the coast burned the most oil in a long winter night of storm?"
    options = [
        "the lamp of the old tower",
        "the lamp on the jetty",
        "the lamp above the stair",
        "the keeper's own lamp",
    ]
    many = [item("choice", id=f"c{n}", answer=options[0], prompt=asked, distractors=options[1:]) for n in range(40)]
    sheet = make_sheet([*many, item("match", id="m")])
    one, two = (len(printed(in_form(sheet, columns=columns), "a4")) for columns in ("1", "2"))
    assert two < one


def test_a_key_at_the_end_does_not_count(printer: str) -> None:
    sheet = in_form(make_sheet([item("choice"), item("essay", difficulty="3"), item("essay", id="e")]), key="end")
    text = [" ".join(line.text for line in page) for page in printed(sheet, "a4")]
    first = next(number for number, page in enumerate(text) if "Answersinbrief" in page)
    assert first >= 2
    for number, page in enumerate(text, 1):
        assert (f"Page{number}of{first}" in page) == (number <= first), page
        assert f"Page{number}" in page


def test_heads_of_pages_run_as_the_book_does(chromium: str) -> None:
    hebrew = Book.model_validate(
        {"title": "ספר", "author": "א", "language": "he", "chapters": [{"key": "1", "title": "א", "opens": "א"}]}
    )
    sheet = replace(make_sheet([item("essay"), item("essay", id="e", difficulty="3")], title="מבחן"), book=hebrew)
    ((pdf,), _) = print_pages([render_worksheet(sheet)], "a4")
    document = pypdfium2.PdfDocument(pdf.content)
    width, text = document[1].get_width(), document[1].get_textpage()
    lefts = [text.get_rect(index)[0] for index in range(text.count_rects())]
    heads = [
        left for index, left in enumerate(lefts) if text.get_rect(index)[3] > document[1].get_height() - HEAD_MM * MM
    ]
    document.close()
    assert heads and max(heads) > width / 2
