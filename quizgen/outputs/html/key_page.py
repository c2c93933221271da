"""A worksheet → its answer key, full or brief; one key says of all versions where each has its questions."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from quizgen.assembly.quiz import Worksheet
from quizgen.outputs.html.margin_boxes import name_sheet
from quizgen.outputs.html.templates import render_page
from quizgen.outputs.solution import SEE_BELOW, Solution, find_elsewhere, marked, solve_versions, words_of

_TABLES = {1: 3, 2: 2, 3: 2}
"""How many tables of answers stand beside each other, by the number of versions; one for more versions."""


def render_key(sheet: Worksheet) -> bytes:
    """Render the key as a separate file, so that it is never handed out with the students' pages."""
    words = words_of(sheet)
    solved = solve_versions(sheet, words)
    solutions = solved[0]
    of_all = replace(sheet, version="") if sheet.has_shared_key else sheet
    is_brief = sheet.form.key == "brief"
    is_grouped = not is_brief and any(block.stimulus for block in sheet.blocks)
    return render_page(
        "key.html",
        words=words,
        language=sheet.book.language,
        styles=("page.css", "sheet.css", "answer.css", "key.css", *(("stimulus.css",) if is_grouped else ())),
        theme=sheet.look.theme,
        head=f"{words['answer_key']}: {name_sheet(of_all, words)}",
        items=[entry.item for entry in sheet.entries],
        sheet=of_all,
        solutions=solutions,
        is_brief=is_brief,
        tables=divide_into_tables(solved),
        letters=[version for version, _ in sheet.versions] if sheet.has_shared_key else [sheet.version],
        elsewhere=find_elsewhere(sheet, solved),
        written=[each for each in solutions if each.brief == SEE_BELOW],
        marked=[marked(sheet, version) for version in solved],
    )


def divide_into_tables(solved: Sequence[Sequence[Solution]]) -> list[list[tuple[Solution, ...]]]:
    """The rows of the tables of brief answers: what each version has at one number."""
    rows = list(zip(*solved, strict=True))
    height = math.ceil(len(rows) / _TABLES.get(len(solved), 1)) or 1
    return [rows[start : start + height] for start in range(0, len(rows), height)]
