"""How answers that are partly right are scored: the rule, what recipes say of it, sheets, keys, the page's script."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from quizgen.assembly.quiz import SheetItem, Worksheet
from quizgen.assembly.scoring import score
from quizgen.assembly.worksheets import assemble_worksheets
from quizgen.kinds.response import Select
from quizgen.model.recipe import Recipe, Scoring
from quizgen.outputs.languages import choose_words
from quizgen.outputs.points import in_halves, say_score, say_scoring, say_worth
from quizgen.outputs.solution import solve
from tests.projects import Project
from tests.samples import BOOK, item
from tests.sheets import make_sheet, opened, render_key, render_worksheet

# --- the rule ---

MARKS: list[tuple[int, int, int, int, str, str]] = [
    # right, of, wrong, others: by shares, as a whole
    (2, 2, 0, 2, "1", "1"),
    (1, 2, 0, 2, "1/2", "0"),
    (1, 2, 1, 2, "0", "0"),
    (2, 2, 1, 2, "1/2", "0"),
    (2, 2, 2, 2, "0", "0"),  # everything marked
    (0, 2, 1, 2, "0", "0"),
    (0, 2, 0, 2, "0", "0"),
    (1, 1, 1, 1, "1/2", "0"),  # a single wrong option takes half of it off
    (1, 3, 0, 1, "1/3", "0"),
    (2, 3, 1, 4, "5/12", "0"),
    (3, 3, 1, 5, "4/5", "0"),
    (3, 4, 0, 0, "3/4", "0"),  # pairs or places
    (0, 4, 0, 0, "0", "0"),
    (4, 4, 0, 0, "1", "1"),
]


@pytest.mark.parametrize(("right", "of", "wrong", "others", "share", "whole"), MARKS)
def test_marks(right: int, of: int, wrong: int, others: int, share: str, whole: str) -> None:
    counts = {"right": right, "of": of, "wrong": wrong, "others": others}
    assert (score("share", **counts), score("all", **counts)) == (Fraction(share), Fraction(whole))


@pytest.mark.parametrize(
    ("points", "english", "german", "french", "total"),
    [
        ("0.5", "½ point", "½ Punkt", "½ point", "½"),
        ("1", "1 point", "1 Punkt", "1 point", "1"),
        ("1.5", "1½ points", "1½ Punkte", "1½ point", "1½"),
        ("2", "2 points", "2 Punkte", "2 points", "2"),
        ("12.50", "12½ points", "12½ Punkte", "12½ points", "12½"),
        ("10000.5", "10,000½ points", "10.000½ Punkte", "10\u202f000½ points", "10,000½"),
    ],
)
def test_what_a_question_is_worth(points: str, english: str, german: str, french: str, total: str) -> None:
    said = [say_worth(Decimal(points), choose_words(language)) for language in ("en", "de", "fr")]
    assert said == [english, german, french]
    assert in_halves(Decimal(points), choose_words("en").language) == total


@pytest.mark.parametrize(
    ("points", "said"),
    [("1/3", "0.33"), ("2/3", "0.67"), ("1/8", "0.13"), ("1/200", "0.01"), ("1/2", "0.5"), ("3", "3"), ("0", "0")],
)
def test_a_part_of_the_points(points: str, said: str) -> None:
    assert say_score(Fraction(points), choose_words("en").language) == said
    assert say_score(Fraction(points), choose_words("de").language) == said.replace(".", ",")


# --- recipes ---


def assembled(**fields: Any) -> Worksheet:
    recipe = Recipe.model_validate({"book": "b", "worksheets": [{"name": "a", **fields}]})
    bank = [item(kind) for kind in ("choice", "multiple", "order", "match", "essay")]
    (sheet,), _ = assemble_worksheets(recipe, BOOK, bank)
    return sheet


def by_kind(sheet: Worksheet) -> dict[str, tuple[str, str]]:
    return {each.item.question.kind: (f"{each.points}", each.scoring) for each in sheet.entries}


def test_half_points_and_how_they_are_given() -> None:
    sheet = assembled(points={"choice": "0.5", "order": "2.5"}, partial={"order": "all", "difficulty:2": "share"})
    assert by_kind(sheet) == {
        "choice": ("0.5", "share"), "multiple": ("1", "share"), "order": ("2.5", "all"), "match": ("1", "share"),
        "essay": ("1", "share"),
    }  # fmt: skip
    assert sheet.points == Decimal(6)
    assert {each.scoring for each in assembled().entries} == {"share"}


def test_one_word_holds_for_all_that_may_be_partly_right_and_makes_a_sheet_with_points() -> None:
    assert by_kind(assembled(partial="all")) == {
        "choice": ("1", "share"), "multiple": ("1", "all"), "order": ("1", "all"), "match": ("1", "all"),
        "essay": ("1", "share"),
    }  # fmt: skip


WRONG = {
    "points: {choice: 0.3}": "`0.3` is no whole or half number: points are 0.5, 1, 1.5, …",
    "points: {choice: -0.5}": "`worksheets.1.points.choice`: `-0.5` is less than 0",
    "points: {choice: 1e999999}": "`worksheets.1.points.choice`: `1e999999` is more than 1000000",
    "points: {choice: 1000000.5}": "`worksheets.1.points.choice`: `1000000.5` is more than 1000000",
    "points: {choice: NaN}": "`worksheets.1.points.choice`: this should be a number",
    "points: {choice: ½}": "`worksheets.1.points.choice`: “½” is a fraction, and has to be a decimal number here",
    "partial: half": "`worksheets.1.partial`: `half` is none of the values",
    "partial: {multiple: half}": "`worksheets.1.partial.multiple`: `half` is none of the values",
    "partial: {multipel: all}": "there is no sort `multipel`",
    "partial: {choice: all}": "`choice` is never partly right",
    "partial: {kind:cloze: all}": "`kind:cloze` is never partly right",
    '"partial": {"id:grey-head": all}': "`id:grey-head` is never partly right",
}


@pytest.mark.parametrize(("written", "says"), WRONG.items())
def test_what_cannot_be(project: Project, written: str, says: str) -> None:
    project.write("decks/paper.yaml", f"book: lighthouse\nworksheets:\n  - {{name: t, {written}}}\n")
    done = project.run("build", "paper")
    assert done.code == 1
    first = done.err.splitlines()[0]
    assert first.startswith("decks/paper.yaml:3:") and first.endswith(f": {says}")


# --- sheets and keys ---


def with_points(kinds: dict[str, dict[str, Any]], points: str, scoring: Scoring = "share") -> Worksheet:
    sheet = make_sheet([item(kind, **changes) for kind, changes in kinds.items()])
    entries = [replace(entry, points=Decimal(points), scoring=scoring) for entry in sheet.entries]
    return replace(sheet, entries=tuple(entries))


PARTLY: dict[str, dict[str, Any]] = {"multiple": {}, "order": {}, "match": {}}


def scorings(sheet: Worksheet, language: str) -> list[str]:
    return [say_scoring(entry, choose_words(language)) for entry in sheet.entries]


def test_the_key_says_how_each_is_scored() -> None:
    sheet = with_points({**PARTLY, "choice": {}, "cloze": {}}, "2")
    assert scorings(sheet, "en") == [
        "Scoring: each right mark +1, each wrong one −1; at least 0.",
        "Scoring: +0.5 for each item in its right place.",
        "Scoring: +0.67 for each right pair.",
        "",
        "",
    ]
    assert scorings(with_points({"multiple": {"distractors": ["a", "b", "c"]}}, "1.5"), "de") == [
        "Wertung: jedes richtige Kreuz +0,75, jedes falsche −0,5; mindestens 0."
    ]
    assert scorings(with_points(PARTLY, "2", "all"), "fr") == ["Barème\u00a0: tout ou rien."] * 3
    assert scorings(with_points(PARTLY, "0"), "es") == [""] * 3
    assert scorings(make_sheet([item("multiple")]), "en") == [""], "a sheet without points"


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_a_sheet_with_half_points_and_its_key(browser: Browser, tmp_path: Path, language: str) -> None:
    book = BOOK.model_copy(update={"language": language})
    sheet = replace(with_points({**PARTLY, "choice": {}}, "1.5"), book=book)
    words = choose_words(language)
    with opened(browser, render_worksheet(sheet), tmp_path) as shown:
        expect(shown.page.locator(".worth")).to_have_count(0)
        of_all = words["worth_of_all"].format(worth=words["one_and_a_half_points"])
        expect(shown.page.locator(".instructions")).to_contain_text(of_all)
        shown.page.emulate_media(media="print")
        expect(shown.page.locator(".blanks")).to_contain_text("/ 6")
    with opened(browser, render_key(sheet), tmp_path) as shown:
        said = [say_scoring(entry, words) for entry in sheet.entries]
        assert all(said[:3]) and not said[3]
        for number, line in enumerate(said[:3]):
            expect(shown.page.locator(".solution").nth(number).get_by_text(line)).to_have_count(1)


# --- the quiz on the screen ---


def expected(entry: SheetItem, marked: list[int], values: list[str]) -> Fraction:
    """The share that the rule gives to the marks on a page: boxes that are marked, or the values of its lists."""
    response, solution = entry.response, solve(entry, choose_words("en"))
    if isinstance(response, Select):
        right = len(set(marked) & set(solution.options))
        counts = {"right": right, "of": len(solution.options), "wrong": len(marked) - right}
        return score(entry.scoring, **counts, others=len(response.wrong))
    is_order = entry.item.question.kind == "order"
    once = [value for value in values if not is_order or values.count(value) == 1]
    rights = [value in labels and value in once for value, labels in zip(values, solution.labels, strict=True)]
    return score(entry.scoring, right=sum(rights), of=len(rights))


@pytest.mark.parametrize("scoring", ["share", "all"])
def test_the_page_scores_as_the_rule_does(browser: Browser, tmp_path: Path, scoring: Scoring) -> None:
    """On random marks."""
    chance = Random(1936)
    names = "abcdefgh"
    items = []
    for size in (1, 2, 3, 4):
        others = list(names[size : size + 1 + size % 3 + 1])
        items.append(item("multiple", id=f"multiple-{size}", answers=list(names[:size]), distractors=others))
    for size in (3, 5):
        pairs = [[name, name.upper()] for name in names[:size]]
        items += [
            item("match", id=f"match-{size}", pairs=pairs),
            item("order", id=f"order-{size}", items=list(names[:size])),
        ]
    sheet = make_sheet(items)
    worths = [Decimal(chance.randint(1, 7)) / 2 for _ in items]
    entries = [replace(each, points=worth, scoring=scoring) for each, worth in zip(sheet.entries, worths, strict=True)]
    sheet = replace(sheet, entries=tuple(entries))
    seen = set()
    with opened(browser, render_worksheet(sheet), tmp_path) as shown:
        for _ in range(12):
            total = Fraction(0)
            verdicts = []
            for entry in entries:
                fields = shown.question(entry.number).locator(".field")
                marked, values = [], []
                if isinstance(entry.response, Select):
                    boxes = range(len(entry.options))
                    marked = chance.sample(boxes, chance.randint(1, len(boxes)))
                    for index in marked:
                        fields.nth(index).check()
                else:
                    right = [labels[0] for labels in solve(entry, choose_words("en")).labels]
                    values = [chance.choice([value, chance.choice(right)]) for value in right]
                    for index, value in enumerate(values):
                        fields.nth(index).select_option(value)
                share = expected(entry, marked, values)
                got = share * Fraction(entry.points)
                total += got
                seen.add(share)
                language = choose_words("en").language
                of = f"points: {say_score(got, language)} of {say_score(Fraction(entry.points), language)}"
                verdicts.append("✓ Right" if share == 1 else f"✗ Partly right · {of}" if share else "✗ Wrong")
            shown.page.get_by_role("button", name="Check all").click()
            expect(shown.page.locator(".verdict")).to_have_text(verdicts)
            score_line = f"points: {say_score(total, language)} of {say_score(Fraction(sheet.points), language)}"
            expect(shown.page.locator(".score")).to_contain_text(f" · {score_line}")
            shown.page.get_by_role("button", name="Start again").click()
    assert (len(seen) > 6) if scoring == "share" else (seen == {0, 1})


def test_a_sheet_without_points_says_that_an_answer_is_partly_right(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, render_worksheet(make_sheet([item("multiple")])), tmp_path) as shown:
        shown.page.locator(".option").first.click()
        shown.page.get_by_role("button", name="Check", exact=True).click()
        expect(shown.page.locator(".verdict")).to_have_text("✗ Partly right")
        expect(shown.page.locator(".score")).to_have_text("0 of 1 right · 1 wrong")


def test_points_stay_as_they_were_when_the_page_is_opened_again(browser: Browser, tmp_path: Path) -> None:
    """A question that was given up is worth nothing, whatever was marked in it."""
    sheet = replace(
        with_points({"multiple": {}, "order": {}, "short": {}}, "1.5"), book=BOOK.model_copy(update={"language": "de"})
    )
    with opened(browser, render_worksheet(sheet), tmp_path, is_reloaded=True) as shown:
        first, second, third = (shown.question(number) for number in (1, 2, 3))
        first.locator(".option").first.click()
        first.get_by_role("button", name="Prüfen").click()
        second.get_by_role("button", name="Prüfen").click()  # nothing is there yet
        second.locator(".field").first.select_option("3")
        second.get_by_role("button", name="Antwort zeigen").click()
        third.get_by_role("textbox").fill("the lens")
        third.get_by_role("button", name="Prüfen").click()
        for _ in range(2):
            expect(shown.page.locator(".verdict")).to_have_text(
                ["✗ Zum Teil richtig · Punkte: 0,75 von 1,5", "✗ Falsch", "✓ Richtig"]
            )
            expect(shown.page.locator(".score")).to_have_text("1 von 3 richtig · Punkte: 2,25 von 4,5 · 2 falsch")
            shown.page.wait_for_timeout(300)
            shown.page.reload()
