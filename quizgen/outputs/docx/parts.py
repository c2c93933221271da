"""What a sheet and its key have in common in a Word document: their names, and rows of circles."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from docx.shared import Mm

from quizgen.assembly.quiz import Block, Worksheet
from quizgen.kinds.response import Judge, Select
from quizgen.outputs.docx.document import add_stop
from quizgen.outputs.docx.flow import Flow
from quizgen.outputs.html.sections import Section
from quizgen.outputs.points import say_worth
from quizgen.outputs.solution import Solution, letter

CIRCLE, FILLED_CIRCLE, SQUARE, FILLED_SQUARE = "○", "●", "□", "■"

_ROWS_IN_TABLE = 20
"""So many rows of circles stand below each other before others stand beside them."""

_MAX_BESIDE = 3


def which(sheet: Worksheet, flow: Flow) -> str:
    """Which of several sheets of one title it is; empty if there is one alone."""
    words = flow.words
    sitting = words["sitting"].format(number=sheet.sitting) if sheet.sitting > 1 else ""
    version = f"{words['version']} {sheet.version}" if sheet.version else ""
    return ", ".join(filter(None, (sitting, version)))


def write_source(flow: Flow, sheet: Worksheet, extent: str = "") -> None:
    """The book, the version, and at the end of the line how long the sheet takes."""
    paragraph = flow.begin("Source")
    flow.title(sheet.book.title, italic=True)
    flow.say(f", {sheet.book.author}")
    if named := which(sheet, flow):
        flow.say(f" · {named}", bold=True)
    if extent:
        add_stop(paragraph, flow.width_mm, is_line=False, is_right=True)
        flow.tab()
        flow.say(extent)


def say_points(flow: Flow, points: Decimal) -> None:
    if points:
        flow.say(f"({say_worth(points, flow.words)}) ")


def number_block(block: Block | Section, one: str, two: str, some: str, what: str = "") -> str:
    """“Question 4”, “Questions 4 and 5” or “Questions 4 to 6”, and what is said of them."""
    if block.first == block.last:
        return one.format(number=block.first, what=what)
    chosen = two if block.last == block.first + 1 else some
    return chosen.format(first=block.first, last=block.last, what=what)


def write_answer_rows(flow: Flow, marked: Sequence[Solution], *, is_key: bool) -> None:
    """Rows of circles for what is answered by a letter; in a key the right ones are filled."""
    beside = min(_MAX_BESIDE, -(-len(marked) // _ROWS_IN_TABLE)) or 1
    height = -(-len(marked) // beside)
    table = flow.add_table(1, beside, indent_mm=0)
    for index, cell in enumerate(table.rows[0].cells):
        inner = None
        for solution in marked[index * height : (index + 1) * height]:
            inner = inner or flow.inside(cell, "Cell")
            paragraph = inner.begin("Cell") if inner.paragraph is None or inner.paragraph.text else inner.paragraph
            paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(10))
            inner.say(str(solution.entry.number), bold=True)
            inner.tab()
            inner.say("\u2003".join(_circles(solution, flow, is_key=is_key)))
    for row in table.rows:
        row._tr.get_or_add_trPr().clear()


def _circles(solution: Solution, flow: Flow, *, is_key: bool) -> list[str]:
    entry, response = solution.entry, solution.entry.response
    if isinstance(response, Judge):
        filled = [is_key and response.answer, is_key and not response.answer]
        names = [flow.words["true_letter"], flow.words["false_letter"]]
    else:
        filled = [is_key and index in solution.options for index in range(len(entry.options))]
        names = [letter(index) for index in range(len(entry.options))]
    is_box = isinstance(response, Select) and response.is_multiple
    empty, full = (SQUARE, FILLED_SQUARE) if is_box else (CIRCLE, FILLED_CIRCLE)
    return [f"{full if is_filled else empty}\u00a0{name}" for is_filled, name in zip(filled, names, strict=True)]
