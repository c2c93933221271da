"""A worksheet → a page that can be printed as a quiz, or answered and checked on a screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, assert_never

from quizgen.assembly.quiz import SheetItem, Worksheet
from quizgen.assembly.shuffle import rank
from quizgen.kinds.response import Arrange, Calculate, Compose, Fill, Judge, Pair, Recall, Select, Write
from quizgen.model.language import is_right_to_left
from quizgen.outputs.direction import isolate
from quizgen.outputs.html.heights import MAYBE_LONG_MM, SURELY_LONG_MM, estimate_question, estimate_stimulus
from quizgen.outputs.html.margin_boxes import name_sheet
from quizgen.outputs.html.parts import find_parts
from quizgen.outputs.html.sections import Section, columns_of_scores, divide, worth_of_each
from quizgen.outputs.html.templates import render_macro, render_page
from quizgen.outputs.languages import Words
from quizgen.outputs.markup import has_lines, plain, prose, spoken, typed
from quizgen.outputs.points import say_worth
from quizgen.outputs.solution import Solution, marked, solve, words_of
from quizgen.outputs.text_language import mark_language
from quizgen.outputs.typography import straight

ESSAY_LINES = {1: 8, 2: 12, 3: 16}
"""Ruled lines for an essay, by its difficulty."""

TERM_LINES = 3

LINES_TOGETHER = 4
"""Ruled lines that a page break never separates; the first ones also stay with the prompt."""

LONGEST_IN_COLUMNS = {"columns": 36, "columns four": 9}
"""Options of at most so many characters are printed in two columns, or in four; `_IN_TWO` if the sheet has two."""

_IN_TWO = {"columns": 13}

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
    sections = divide(sheet, words)
    worth_of_all = worth_of_each(sheet.entries)
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
        head=name_sheet(sheet, words, is_large=is_large),
        head_of_key=f"{words['answer_key']}: {name_sheet(sheet, words)}" if has_key else "",
        items=[entry.item for entry in sheet.entries],
        sheet=sheet,
        solutions=solutions,
        is_large=is_large,
        columns=columns,
        lines=lines,
        lines_together=LINES_TOGETHER,
        sections=sections,
        said_above={entry.number for section in sections if section.has_worth for entry in section.entries},
        cued_above={entry.number for section in sections if section.has_cue for entry in section.entries},
        worth_of_all=words["worth_of_all"].format(worth=say_worth(worth_of_all, words)) if worth_of_all else "",
        extent=" · ".join(extent_of(sheet, words)),
        scored=columns_of_scores(sheet) if sheet.form.score_table else (),
        lengths=_lengths(sheet, columns),
        long_stimuli=_long_stimuli(sheet, columns),
        has_circles=has_circles(sheet),
        in_columns={entry.number: grid for entry in sheet.entries if (grid := _grid(entry, columns))},
        bank=word_bank(sheet),
        marked=marked(sheet, solutions),
        letters=[sheet.version],
        tables=(),
        elsewhere={},
        has_key=has_key,
        answers=_answers(sheet, solutions, sections, words) if has_answers else None,
    )


def lines(entry: SheetItem) -> int:
    """The number of ruled lines of a question; 0 for boxes, gaps or a short line, unless the recipe sets it."""
    if entry.space is not None:
        return entry.space
    match entry.response:
        case Compose():
            return ESSAY_LINES[entry.item.question.difficulty]
        case Recall():
            return 0 if entry.response.is_named else TERM_LINES
        case _:
            return 0


def has_circles(sheet: Worksheet) -> bool:
    """Whether there are circles to fill in, of which the head of the sheet tells."""
    return any(entry.response.form in _WITH_CIRCLES for entry in sheet.entries)


def _fits_two(sheet: Worksheet) -> bool:
    return len(sheet.entries) >= FEWEST_IN_TWO and all(map(_is_narrow, sheet.entries))


def _is_narrow(entry: SheetItem) -> bool:
    if isinstance(entry.response, Compose | Pair | Arrange) or lines(entry) > TERM_LINES:
        return False
    if entry.item.stimulus is not None:
        return False
    return all(len(plain(text)) <= LONGEST_IN_TWO for text in (entry.stem, *entry.options))


def word_bank(sheet: Worksheet) -> tuple[str, ...]:
    """The words left out of the sheet's sentences, each once, in alphabetical order, which gives nothing away."""
    if not sheet.form.word_bank:
        return ()
    gaps = (entry.response.deletions for entry in sheet.entries if isinstance(entry.response, Fill))
    words = {straight(spoken(deletion.words)): deletion.words for deletions in gaps for deletion in deletions}
    return tuple(words[name] for name in sorted(words, key=lambda name: (name.casefold(), name)))


def _grid(entry: SheetItem, columns: int) -> str:
    """The class of the grid in which the options of a question stand; empty for one below the other."""
    if len(entry.options) < 4 or any(map(has_lines, entry.options)):
        return ""
    longest = max(len(plain(option)) for option in entry.options)
    fitting = LONGEST_IN_COLUMNS if columns == 1 else _IN_TWO
    return next((grid for grid, most in reversed(fitting.items()) if longest <= most), "")


def _lengths(sheet: Worksheet, columns: int) -> dict[int, str]:
    """The classes of the questions that may go on over the page, where they are told of again."""
    lengths = {}
    for entry in sheet.entries:
        height = estimate_question(entry, columns)
        if height > SURELY_LONG_MM:
            lengths[entry.number] = " may-be-long long"
        elif height > MAYBE_LONG_MM:
            lengths[entry.number] = " may-be-long"
        elif lines(entry) > LINES_TOGETHER:
            lengths[entry.number] = ""
    return lengths


def _long_stimuli(sheet: Worksheet, columns: int) -> set[int]:
    """The numbers of the first questions below each stimulus that is longer than a page."""
    shown = [(block.first, block.stimulus) for block in sheet.blocks if block.stimulus is not None]
    return {first for first, stimulus in shown if estimate_stimulus(stimulus, columns) > SURELY_LONG_MM}


def extent_of(sheet: Worksheet, words: Words) -> Iterator[str]:
    """How long a sheet takes, and what it is worth in all."""
    if minutes := sheet.form.duration:
        yield words["one_minute"] if minutes == 1 else words["some_minutes"].format(count=minutes)
    if sheet.points:
        yield say_worth(sheet.points, words)


def _answers(
    sheet: Worksheet, solutions: Sequence[Solution], sections: Sequence[Section], words: Words
) -> dict[str, Any]:
    """The data of the script: all questions, its words, and a name under which the browser can store the answers.

    ``parts`` are those whose scores are said beside that of the whole sheet, if there are several.

    The name depends on the questions and options, so that answers to another version are not restored here.
    """
    made_of = [sheet.name, *(text for entry in sheet.entries for text in (entry.item.question.id, *entry.options))]
    return {
        "sheet": rank(*made_of).hex()[:16],
        "language": sheet.book.language,
        "words": {**words.quiz, "total": words["total"]},
        "parts": [{"name": part.name, "questions": part.questions} for part in find_parts(sheet, sections, words)],
        "questions": [_answer(solution, words, sheet.book.language) for solution in solutions],
        **({"points": float(sheet.points), "decimal": words.language.decimal} if sheet.points else {}),
    }


def _answer(solution: Solution, words: Words, language: str) -> dict[str, Any]:
    """The data of one question: how to grade it, and the HTML to show once it is checked."""
    return {
        **_grading(solution),
        "shown": render_macro("answer.html", "solution", words, language, solution),
        "whys": _whys(solution.entry, words, language),
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


def _whys(entry: SheetItem, words: Words, language: str) -> list[str]:
    """For each option, why it is right, or the misunderstanding that leads to it."""
    response = entry.response
    if isinstance(response, Pair) and response.why_spare:
        whys = dict(response.why_spare)
    elif isinstance(response, Select):
        whys = {option.text: option.why for option in response.options}
    else:
        return []
    shown = (isolate(prose(whys.get(text, "")), right_to_left=is_right_to_left(language)) for text in entry.options)
    return [mark_language(html, words.book_language) for html in shown]
