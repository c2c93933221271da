"""A worksheet → its answer key: every answer with its explanation, its place and the passage in the book."""

from __future__ import annotations

from quizgen.assembly.quiz import Worksheet
from quizgen.outputs.html.templates import render_page
from quizgen.outputs.solution import marked, solve, words_of


def render_key(sheet: Worksheet) -> bytes:
    """Render the key as a separate file, so that it is never handed out with the students' pages."""
    words = words_of(sheet)
    solutions = [solve(entry, words) for entry in sheet.entries]
    is_grouped = any(block.stimulus for block in sheet.blocks)
    return render_page(
        "key.html",
        words=words,
        language=sheet.book.language,
        styles=("page.css", "sheet.css", "answer.css", "key.css", *(("stimulus.css",) if is_grouped else ())),
        theme=sheet.look.theme,
        items=[entry.item for entry in sheet.entries],
        sheet=sheet,
        solutions=solutions,
        marked=marked(sheet, solutions),
    )
