"""A worksheet → one page that prints as a quiz on paper and is answered and checked on a screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, assert_never

from quizgen.assembly.quiz import SheetItem, Worksheet
from quizgen.assembly.shuffle import rank
from quizgen.kinds.response import Arrange, Calculate, Compose, Fill, Judge, Pair, Recall, Select, Write
from quizgen.outputs.html.solution import Solution, marked, solve, words_of
from quizgen.outputs.html.templates import render_macro, render_page
from quizgen.outputs.languages import Words
from quizgen.outputs.markup import inline, plain

ESSAY_LINES = {1: 8, 2: 12, 3: 16}
"""How many lines an essay gets on paper, by its difficulty."""

TERM_LINES = 3

LINES_TOGETHER = 4
"""A page breaks between as many of them, and never between the prompt and the first ones."""

LONGEST_IN_COLUMNS = 36
"""Options of at most as many characters stand in two columns."""

UNDER_A_HEADING = 3
"""How many questions a heading stands over on the average; over fewer it would only be in the way."""

FEWEST_IN_TWO = 10
LONGEST_IN_TWO = 80
"""A whole sheet has two columns from so many questions on, if no text of theirs has more characters than these."""


_WITH_CIRCLES = frozenset({"choice", "true-false"})
"""Where one circle is filled in; boxes are said to be ticked beside each question."""


def render_worksheet(sheet: Worksheet, *, is_large: bool = False) -> bytes:
    """The student's page. ``is_large`` is the same sheet in large print, in a file of its own.

    The answers, if they are inside, are in one block of JSON that only the script reads: never in what is shown or
    printed. A key at the end is for paper: no screen with a script shows it.
    """
    words = words_of(sheet)
    solutions = [solve(entry, words) for entry in sheet.entries]
    has_key = sheet.form.key == "end" and not is_large
    styles = ["page.css", "sheet.css", "answer.css", "worksheet.css"]
    styles += ["key.css"] if has_key else []
    styles += ["large.css"] if is_large else []
    columns = 1 if is_large else sheet.form.columns or (2 if _fits_two(sheet) else 1)
    has_answers = sheet.form.answers == "inside"
    return render_page(
        "worksheet.html",
        words=words,
        styles=tuple(styles),
        theme=sheet.look.theme,
        script="worksheet.js" if has_answers else None,
        items=[entry.item for entry in sheet.entries],
        sheet=sheet,
        solutions=solutions,
        is_large=is_large,
        columns=columns,
        lines=lines,
        lines_together=LINES_TOGETHER,
        has_headings=_has_headings(sheet),
        has_circles=any(entry.response.form in _WITH_CIRCLES for entry in sheet.entries),
        in_columns={entry.number for entry in sheet.entries if _fits_columns(entry)},
        bank=_word_bank(sheet),
        marked=marked(sheet, solutions),
        has_key=has_key,
        answers=_answers(sheet, solutions, words) if has_answers else None,
    )


def lines(entry: SheetItem) -> int:
    """How many ruled lines a question has; those with boxes, circles or gaps have none unless told."""
    if entry.space is not None:
        return entry.space
    match entry.response:
        case Compose():
            return ESSAY_LINES[entry.item.question.difficulty]
        case Recall():
            return TERM_LINES
        case _:
            return 0


def _has_headings(sheet: Worksheet) -> bool:
    kinds = {entry.item.question.kind for entry in sheet.entries}
    return 1 < len(kinds) <= len(sheet.entries) / UNDER_A_HEADING


def _fits_two(sheet: Worksheet) -> bool:
    return len(sheet.entries) >= FEWEST_IN_TWO and all(map(_is_narrow, sheet.entries))


def _is_narrow(entry: SheetItem) -> bool:
    if isinstance(entry.response, Compose | Pair | Arrange) or lines(entry) > TERM_LINES:
        return False
    return all(len(plain(text)) <= LONGEST_IN_TWO for text in (entry.stem, *entry.options))


def _word_bank(sheet: Worksheet) -> tuple[str, ...]:
    """The words left out of the sheet's sentences, each once, in an order that says nothing."""
    if not sheet.form.word_bank:
        return ()
    gaps = (entry.response.deletions for entry in sheet.entries if isinstance(entry.response, Fill))
    words = {plain(deletion.words): deletion.words for deletions in gaps for deletion in deletions}
    return tuple(words[name] for name in sorted(words, key=lambda name: (name.casefold(), name)))


def _fits_columns(entry: SheetItem) -> bool:
    return len(entry.options) >= 4 and all(len(plain(option)) <= LONGEST_IN_COLUMNS for option in entry.options)


def _answers(sheet: Worksheet, solutions: Sequence[Solution], words: Words) -> dict[str, Any]:
    """What the script needs: all questions, its words, and a name under which the browser may keep what was answered.

    The name changes with the questions and options: an answer to another paper is no answer to this one.
    """
    made_of = [sheet.name, *(text for entry in sheet.entries for text in (entry.item.question.id, *entry.options))]
    return {
        "sheet": rank(*made_of).hex()[:16],
        "words": words.quiz,
        "questions": [_answer(solution, words) for solution in solutions],
    }


def _answer(solution: Solution, words: Words) -> dict[str, Any]:
    """One question: how to grade it, and the HTML shown once it is checked."""
    return {
        **_grading(solution),
        "shown": render_macro("answer.html", "solution", words, solution),
        "whys": _whys(solution.entry),
    }


def _grading(solution: Solution) -> dict[str, Any]:
    """``way`` is how a question is graded; ``accept`` what is right, per field where it has several."""
    response = solution.entry.response
    match response:
        case Select():
            return {"way": "pick", "accept": solution.options}
        case Judge():
            return {"way": "pick", "accept": [0 if response.answer else 1]}
        case Write():
            return {"way": "text", "accept": [[plain(text) for text in response.accepted]]}
        case Fill():
            return {"way": "text", "accept": [[plain(deletion.words)] for deletion in response.deletions]}
        case Calculate():
            return {
                "way": "number",
                "accept": [float(response.low), float(response.high)],
                "unit": plain(response.unit),
            }
        case Arrange() | Pair():
            return {"way": "select", "accept": solution.labels, "distinct": isinstance(response, Arrange)}
        case Recall() | Compose():
            return {"way": "self"}
        case _:
            assert_never(response)


def _whys(entry: SheetItem) -> list[str]:
    """Per option, which misunderstanding chooses it."""
    response = entry.response
    if not isinstance(response, Select):
        return []
    whys = {option.text: option.why for option in response.options}
    return [inline(whys.get(text, "")) for text in entry.options]
