"""The student's page as a file: what is in it, and what is not."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from typing import Any

import pytest

from quizgen.kinds import response_of
from quizgen.kinds.response import Fill
from quizgen.model.book import Book
from quizgen.model.citation import Passage
from quizgen.outputs.markup import gapped, paragraphs
from quizgen.outputs.solution import letter
from tests.conftest import ROOT
from tests.samples import item
from tests.sheets import all_kinds, make_sheet, render_key, render_worksheet

GOLDEN = ROOT / "tests" / "golden"


def text_of(page: bytes) -> str:
    return page.decode("utf-8")


def answers_in(page: bytes) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="answers">(.*?)</script>', text_of(page), re.DOTALL)
    assert found
    answers: dict[str, Any] = json.loads(found[1])
    return answers


def visible(page: bytes) -> str:
    """The page's text without its style and scripts."""
    bare = re.sub(r"<(style|script)\b.*?</\1>", "", text_of(page), flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "", bare))


@pytest.mark.parametrize("name", ["midterm-b.html", "midterm-b-key.html"])
def test_page_is_the_golden_one(name: str, pytestconfig: pytest.Config) -> None:
    sheet = make_sheet([item("choice"), item("cloze"), item("numeric")])
    made = {artifact.path: artifact.content for artifact in (render_worksheet(sheet), render_key(sheet))}
    # Styles and script have files of their own: the golden page is about what is made for the sheet.
    body = re.sub(r"(?s)<meta http-equiv.*?>|<style>.*?</style>|<script>.*?</script>", "…", text_of(made[name]))
    golden = GOLDEN / name
    if pytestconfig.getoption("update_golden"):
        golden.write_text(body, "utf-8")
    assert body == golden.read_text("utf-8")


def test_same_sheet_gives_the_same_bytes() -> None:
    assert render_worksheet(all_kinds()) == render_worksheet(all_kinds())


def test_path_and_language() -> None:
    sheet = all_kinds()
    german = replace(sheet, book=Book.model_validate({**sheet.book.model_dump(), "language": "de"}))
    page = render_worksheet(german)
    assert page.path == "midterm-b.html"
    assert '<html lang="de">' in text_of(page.content)


def test_a_sheet_of_one_version_names_none() -> None:
    page = render_worksheet(make_sheet([item("short")], name="quiz", version=""))
    assert "Version" not in visible(page.content)
    assert "<title>Midterm</title>" in text_of(page.content)


@pytest.mark.parametrize("passages", [True, False])
def test_what_is_shown_before_checking_holds_no_answer(passages: bool) -> None:
    sheet = make_sheet(
        item(kind, passages=passages) for kind in ("short", "numeric", "cloze", "term", "essay", "choice")
    )
    shown = visible(render_worksheet(sheet).content)
    for secret in ("the lens", "28", "sixteen panels and", "longer bright", "it turns the lens", "nights are",
                   "summer night", "In winter,", "ch. 1", "Seven nights"):  # fmt: skip
        assert secret not in shown


def test_answers_hold_the_passage_only_if_there_is_one() -> None:
    with_passage = answers_in(render_worksheet(make_sheet([item("short")])).content)["questions"][0]["shown"]
    assert "<mark>the lamp burns four litres of oil a night</mark>" in with_passage
    without = answers_in(render_worksheet(make_sheet([item("short", passages=False)])).content)["questions"][0]["shown"]
    assert "mark" not in without
    assert "Place: ch. 1 §1" in without


def test_numbers_are_given_exactly() -> None:
    sheet = make_sheet([item("numeric", answer="0.3", tolerance="0.1")])
    assert answers_in(render_worksheet(sheet).content)["questions"][0]["accept"] == [[0.2, 0.4]]


def test_equal_texts_may_change_places() -> None:
    sheet = make_sheet([
        item("order", items=["bell", "lamp", "bell"]),
        item("match", pairs=[["oil", "cellar"], ["wick", "cellar"]], distractors=[]),
    ])  # fmt: skip
    order, match = answers_in(render_worksheet(sheet).content)["questions"]
    assert order["accept"] == [["1", "3"], ["1", "3"], ["2"]]
    assert match["accept"] == [["A"], ["A"]]


@pytest.mark.parametrize(("difficulty", "lines"), [("1", 8), ("2", 12), ("3", 16)])
def test_a_harder_essay_has_more_lines(difficulty: str, lines: int) -> None:
    page = text_of(render_worksheet(make_sheet([item("essay", difficulty=difficulty)])).content)
    assert page.count("<i></i>", page.index("<form")) == lines


def test_short_options_stand_in_columns_and_long_ones_do_not() -> None:
    short, long = (
        item("choice"),
        item("choice", answer="four litres, and in the longest nights a little more than that"),
    )
    assert 'class="options columns"' in text_of(render_worksheet(make_sheet([short])).content)
    assert 'class="options columns"' not in text_of(render_worksheet(make_sheet([long])).content)


def test_letters_go_on_after_z() -> None:
    assert [letter(index) for index in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_gaps_stand_within_markdown() -> None:
    text = "The *{{1::lens}} of* glass, `{{2::a & b}}`, \ue0000\ue001 <b>"
    response = response_of(item("cloze", text=text).question)
    assert isinstance(response, Fill)
    first, lens, second, code, rest = gapped(response)
    assert (str(first), str(second), str(rest)) == ("<p>The <em>", " of</em> glass, <code>", "</code>, 0 &lt;b&gt;</p>")
    assert [part.words for part in (lens, code) if not isinstance(part, str)] == ["lens", "a & b"]


def test_cited_words_may_reach_over_paragraphs() -> None:
    passage = Passage("ch. 1", "One. ", "Two.\n\nThree.\n\n", "Four.")
    assert paragraphs(passage) == ((("One. ", False), ("Two.", True)), (("Three.", True),), (("Four.", False),))
