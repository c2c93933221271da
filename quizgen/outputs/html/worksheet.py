"""A worksheet → a page that can be printed as a quiz, or answered and checked on a screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, assert_never

from quizgen.assembly.quiz import SheetItem, Worksheet
from quizgen.assembly.shuffle import rank
from quizgen.kinds.response import Arrange, Calculate, Compose, Fill, Judge, Pair, Recall, Select, Write
from quizgen.model.language import is_right_to_left
from quizgen.outputs.direction import isolate
from quizgen.outputs.html.templates import render_macro, render_page
from quizgen.outputs.languages import Words
from quizgen.outputs.markup import has_lines, plain, prose, spoken, typed
from quizgen.outputs.solution import Solution, marked, solve, words_of
from quizgen.outputs.typography import straight

ESSAY_LINES = {1: 8, 2: 12, 3: 16}
"""Ruled lines for an essay, by its difficulty."""

TERM_LINES = 3

LINES_TOGETHER = 4
"""Ruled lines that a page break never separates; the first ones also stay with the prompt."""

LONGEST_IN_COLUMNS = 36
"""Options of at most this many characters are printed in two columns."""

UNDER_A_HEADING = 3
"""A sheet has headings only if there are at least this many questions per heading on average."""

FEWEST_IN_TWO = 10
LONGEST_IN_TWO = 80
"""A sheet has two columns if it has at least so many questions, with no text longer than so many characters."""


_WITH_CIRCLES = frozenset({"choice", "true-false"})
"""Kinds answered by filling in a circle, which the head of the sheet explains; boxes are explained at the question."""


def render_worksheet(sheet: Worksheet, *, is_large: bool = False) -> bytes:
    """Render the student's page; ``is_large`` gives the same sheet in large print, as a separate file.

    Answers, if included, are only in JSON that the script reads, never in what is shown or printed. A key at the end is
    for paper only: the script hides it on screens.
    """
    words = words_of(sheet)
    solutions = [solve(entry, words) for entry in sheet.entries]
    has_key = sheet.form.key == "end" and not is_large
    styles = ["page.css", "sheet.css", "answer.css", "worksheet.css"]
    styles += ["key.css"] if has_key else []
    styles += ["stimulus.css"] if any(block.stimulus for block in sheet.blocks) else []
    styles += ["large.css"] if is_large else []
    columns = 1 if is_large else sheet.form.columns or (2 if _fits_two(sheet) else 1)
    has_answers = sheet.form.answers == "inside"
    return render_page(
        "worksheet.html",
        words=words,
        language=sheet.book.language,
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
    """The number of ruled lines of a question; 0 for one with boxes, circles or gaps, unless the recipe sets it."""
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
    """Whether the questions without a stimulus have headings; a group has its own."""
    kinds = [entry.item.question.kind for entry in sheet.entries if entry.item.stimulus is None]
    return 1 < len(set(kinds)) <= len(kinds) / UNDER_A_HEADING


def _fits_two(sheet: Worksheet) -> bool:
    return len(sheet.entries) >= FEWEST_IN_TWO and all(map(_is_narrow, sheet.entries))


def _is_narrow(entry: SheetItem) -> bool:
    if isinstance(entry.response, Compose | Pair | Arrange) or lines(entry) > TERM_LINES:
        return False
    if entry.item.stimulus is not None:
        return False
    return all(len(plain(text)) <= LONGEST_IN_TWO for text in (entry.stem, *entry.options))


def _word_bank(sheet: Worksheet) -> tuple[str, ...]:
    """The words left out of the sheet's sentences, each once, in alphabetical order, which gives nothing away."""
    if not sheet.form.word_bank:
        return ()
    gaps = (entry.response.deletions for entry in sheet.entries if isinstance(entry.response, Fill))
    words = {straight(spoken(deletion.words)): deletion.words for deletions in gaps for deletion in deletions}
    return tuple(words[name] for name in sorted(words, key=lambda name: (name.casefold(), name)))


def _fits_columns(entry: SheetItem) -> bool:
    fitting = (not has_lines(option) and len(plain(option)) <= LONGEST_IN_COLUMNS for option in entry.options)
    return len(entry.options) >= 4 and all(fitting)


def _answers(sheet: Worksheet, solutions: Sequence[Solution], words: Words) -> dict[str, Any]:
    """The data of the script: all questions, its words, and a name under which the browser can store the answers.

    The name depends on the questions and options, so that answers to another version are not restored here.
    """
    made_of = [sheet.name, *(text for entry in sheet.entries for text in (entry.item.question.id, *entry.options))]
    return {
        "sheet": rank(*made_of).hex()[:16],
        "words": words.quiz,
        "questions": [_answer(solution, words, sheet.book.language) for solution in solutions],
        **({"points": float(sheet.points), "decimal": words.language.decimal} if sheet.points else {}),
    }


def _answer(solution: Solution, words: Words, language: str) -> dict[str, Any]:
    """The data of one question: how to grade it, and the HTML to show once it is checked."""
    return {
        **_grading(solution),
        "shown": render_macro("answer.html", "solution", words, language, solution),
        "whys": _whys(solution.entry, language),
        **({"points": float(solution.entry.points)} if solution.entry.points else {}),
    }


def _grading(solution: Solution) -> dict[str, Any]:
    """How to grade a question: ``way`` is the method, ``accept`` is what is right, per field if there are several."""
    response = solution.entry.response
    match response:
        case Select():
            return {"way": "pick", "accept": solution.options, "scoring": solution.entry.scoring}
        case Judge():
            return {"way": "pick", "accept": [0 if response.answer else 1]}
        case Write():
            return {"way": "text", "accept": [[typed(text) for text in response.accepted]]}
        case Fill():
            return {"way": "text", "accept": [[typed(deletion.words)] for deletion in response.deletions]}
        case Calculate():
            return {
                "way": "number",
                "accept": [[float(each.low), float(each.high)] for each in response.accepted],
                "unit": typed(response.unit),
            }
        case Arrange() | Pair():
            is_distinct = isinstance(response, Arrange)
            scoring = solution.entry.scoring
            return {"way": "select", "accept": solution.labels, "distinct": is_distinct, "scoring": scoring}
        case Recall() | Compose():
            return {"way": "self"}
        case _:
            assert_never(response)


def _whys(entry: SheetItem, language: str) -> list[str]:
    """For each option, why it is right, or the misunderstanding that leads to it."""
    response = entry.response
    if isinstance(response, Pair) and response.why_spare:
        whys = dict(response.why_spare)
    elif isinstance(response, Select):
        whys = {option.text: option.why for option in response.options}
    else:
        return []
    return [isolate(prose(whys.get(text, "")), right_to_left=is_right_to_left(language)) for text in entry.options]
