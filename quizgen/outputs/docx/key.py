"""A worksheet → its answer key, full or brief, as a Word document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from markupsafe import escape

from quizgen.assembly.quiz import Worksheet
from quizgen.kinds.question import Question
from quizgen.kinds.response import Arrange, Fill, Judge, Pair, Recall, Select
from quizgen.outputs.docx.answers import write_answer, write_grounds
from quizgen.outputs.docx.document import WordFile
from quizgen.outputs.docx.flow import Flow
from quizgen.outputs.docx.parts import number_block, say_points, write_answer_rows, write_source
from quizgen.outputs.html.heights import SURELY_LONG_MM, estimate_question
from quizgen.outputs.html.key_page import divide_into_tables
from quizgen.outputs.html.margin_boxes import name_sheet
from quizgen.outputs.markup import inline
from quizgen.outputs.output import Context
from quizgen.outputs.places import say_place
from quizgen.outputs.points import say_scoring
from quizgen.outputs.solution import (
    SEE_BELOW,
    Elsewhere,
    Solution,
    find_elsewhere,
    letter,
    marked,
    solve_versions,
    words_of,
)
from quizgen.outputs.stimulus import describe_briefly

Others = Mapping[str, tuple[Elsewhere, ...]]
"""Where other versions have the questions, by their ids."""


def render_word_key(sheet: Worksheet, context: Context) -> bytes:
    """Render the key as a file of its own."""
    words = words_of(sheet)
    of_all = replace(sheet, version="") if sheet.has_shared_key else sheet
    solved = solve_versions(sheet, words)
    letters = [version for version, _ in sheet.versions] if sheet.has_shared_key else [sheet.version]
    head = f"{words['answer_key']}: {name_sheet(of_all, words)}"
    file = WordFile(
        language=sheet.book.language,
        own_language=words.language.code if words.book_language else "",
        title=head,
        paper=context.paper,
        is_large=False,
    )
    flow = Flow(file, words, sheet.book.language or words.language.code)
    elsewhere = find_elsewhere(sheet, solved)
    if sheet.form.key == "brief":
        _write_brief_key(flow, of_all, solved, letters, elsewhere)
    else:
        write_full_key(flow, of_all, solved, letters, elsewhere)
    (section,) = file.document.sections
    file.set_margins(section, flow.quoted(head), words["page_of"])
    return file.bytes(context.built)


def _write_head(flow: Flow, sheet: Worksheet) -> None:
    flow.begin("Kicker")
    flow.say(flow.words["answer_key"])
    flow.begin("Heading 1")
    flow.title(sheet.title)
    write_source(flow, sheet)


def _write_heading(flow: Flow, text: str) -> None:
    flow.begin("Heading 2")
    flow.say(text)


def _write_brief_key(
    flow: Flow, sheet: Worksheet, solved: Sequence[Sequence[Solution]], letters: Sequence[str], elsewhere: Others
) -> None:
    _write_head(flow, sheet)
    _write_side_by_side(flow, solved, letters)
    written = [each for each in solved[0] if each.brief == SEE_BELOW]
    if written:
        _write_heading(flow, flow.words["written_answers"])
    for solution in written:
        entry = solution.entry
        flow.media = entry.item.media
        with flow.whole():
            flow.begin("Question", then="Answer")
            flow.say(f"{entry.number}. ", bold=True)
            say_points(flow, entry.points)
            if elsewhere:
                flow.say("(")
                _write_others(flow, entry.item.question, elsewhere)
                flow.say(")")
            write_answer(flow, solution)


def write_full_key(
    flow: Flow,
    sheet: Worksheet,
    solved: Sequence[Sequence[Solution]],
    letters: Sequence[str],
    elsewhere: Others | None = None,
) -> None:
    """Write all about each answer; ``solved`` are the solutions of each version for which the key is."""
    words, solutions = flow.words, solved[0]
    _write_head(flow, sheet)
    _write_heading(flow, words["answers"])
    if len(letters) > 1:
        _write_side_by_side(flow, solved, letters)
    else:
        _write_strip(flow, solutions)
    for block in sheet.blocks:
        flow.media = {name: media for entry in block.entries for name, media in entry.item.media.items()}
        if block.stimulus is not None:
            flow.begin("Question").paragraph_format.keep_with_next = True
            about = (words["about_one"], words["about_two"], words["about_some"])
            flow.say(number_block(block, *about), bold=True)
            flow.say(f" {describe_briefly(block.stimulus)}")
            if block.stimulus.places:
                flow.say(f" ({'; '.join(say_place(place, words) for place in block.stimulus.places)})")
        for solution in solutions[block.first - 1 : block.last]:
            flow.media = solution.entry.item.media
            with flow.whole(is_long=estimate_question(solution.entry, 1) > SURELY_LONG_MM):
                _write_solution(flow, solution, elsewhere or {})
            write_grounds(flow, solution.entry.item)
    for index, version in enumerate(solved):
        if rows := marked(sheet, version):
            named = f", {words['version']} {letters[index]}" if len(letters) > 1 else ""
            _write_heading(flow, words["filled_sheet"] + named)
            write_answer_rows(flow, rows, is_key=True)
    if not elsewhere and len({ids for _, ids in sheet.versions}) > 1:
        _write_heading(flow, words["other_versions"])
        _write_versions(flow, sheet)


def _write_side_by_side(flow: Flow, solved: Sequence[Sequence[Solution]], letters: Sequence[str]) -> None:
    """The answers of all versions, by the numbers that the questions have there."""
    tables = divide_into_tables(solved)
    outer = flow.add_table(1, len(tables), indent_mm=0)
    for rows, cell in zip(tables, outer.rows[0].cells, strict=True):
        has_letters = len(letters) > 1
        around = flow.inside(cell, "Cell")
        table = around.add_table(len(rows) + has_letters, 1 + len(solved), style="Table Grid", indent_mm=0, first_mm=10)
        paragraph = cell.paragraphs[0]._p
        if paragraph.getnext() is not None and len(cell.paragraphs) > 1:
            paragraph.getparent().remove(paragraph)
        if has_letters:
            for named, target in zip(letters, table.rows[0].cells[1:], strict=True):
                flow.inside(target, "Cell").say(named, bold=True)
        for row, target_row in zip(rows, table.rows[has_letters:], strict=True):
            cells = target_row.cells
            flow.inside(cells[0], "Cell").say(str(row[0].entry.number), bold=True)
            for solution, target in zip(row, cells[1:], strict=True):
                flow.inside(target, "Cell").html(escape(solution.brief))


def _write_strip(flow: Flow, solutions: Sequence[Solution]) -> None:
    flow.begin("Normal")
    for index, solution in enumerate(solutions):
        if index:
            flow.say("\u2003 ")
        flow.say(f"{solution.entry.number}", bold=True)
        flow.say("\u00a0")
        flow.html(escape(solution.brief))


def _write_versions(flow: Flow, sheet: Worksheet) -> None:
    flow.begin("Normal")
    flow.say(" → ".join(version for version, _ in sheet.versions), bold=True)
    for each in sheet.versions[0][1]:
        flow.say("\u2003 " + " → ".join(str(ids.index(each) + 1) for _, ids in sheet.versions))


def _write_others(flow: Flow, question: Question, elsewhere: Others) -> None:
    """Where other versions have a question, and what is right there."""
    for index, each in enumerate(elsewhere.get(question.id, ())):
        flow.say(f"{'; ' if index else ''}{flow.words['version']} {each.version}: {each.number}")
        if each.brief != SEE_BELOW:
            flow.say(" – ")
            flow.html(escape(each.brief))


def _write_solution(flow: Flow, solution: Solution, elsewhere: Others) -> None:
    """A question and what is right, without its passages."""
    words, entry = flow.words, solution.entry
    question, response = entry.item.question, entry.response
    flow.begin("Question", then="Question Text")
    flow.say(f"{entry.number}. ", bold=True)
    say_points(flow, entry.points)
    match response:
        case Judge():
            flow.say(f"{words['true_or_false']} ", italic=True)
            flow.prose(entry.stem)
        case Fill():
            flow.say(words["fill_gaps"], italic=True)
        case Recall():
            flow.say(f"{words[response.cue]} ", italic=True)
            flow.prose(response.asked)
        case _:
            flow.prose(entry.stem)
    write_answer(flow, solution)
    if elsewhere:
        flow.begin("Detail")
        _write_others(flow, question, elsewhere)
    if isinstance(response, Arrange):
        flow.begin("Detail")
        flow.say(f"{words['in_boxes']} {', '.join(' / '.join(labels) for labels in solution.labels)}")
    elif isinstance(response, Pair) and response.spare:
        _write_spare(flow, solution, response)
    if scoring := say_scoring(entry, words):
        flow.begin("Detail")
        flow.say(scoring)
    if question.derived:
        flow.begin("Detail")
        flow.say(f"{words['computed']} ")
        flow.prose(question.derived)
    if isinstance(response, Select):
        for index, option in enumerate(entry.options):
            for offered in response.options:
                if offered.text == option and offered.why:
                    _write_why(flow, letter(index), option, offered.why)
    if question.explanation:
        flow.begin("Answer")
        flow.prose(question.explanation)
    _write_objective(flow, solution)


def _write_spare(flow: Flow, solution: Solution, response: Pair) -> None:
    """The sides of a match that belong to no pair, and why."""
    flow.begin("Detail")
    flow.say(f"{flow.words['left_over']} ")
    for index, text in enumerate(response.spare):
        flow.say("; " if index else "")
        flow.prose(text)
    for index, option in enumerate(solution.entry.options):
        if option in response.why_spare:
            _write_why(flow, letter(index), option, response.why_spare[option])


def _write_why(flow: Flow, name: str, option: str, why: str) -> None:
    flow.begin("Listed")
    flow.say(f"{name} ", bold=True)
    flow.prose(option, italic=True)
    flow.say(" – ")
    flow.prose(why)


def _write_objective(flow: Flow, solution: Solution) -> None:
    words, item = flow.words, solution.entry.item
    if not item.objective and not item.question.core:
        return
    flow.begin("Detail")
    if item.objective:
        flow.say(f"{words['objective']} ")
        flow.html(inline(item.objective.text))
    if item.question.core:
        flow.say(f" · {words['core']}" if item.objective else words["core"])
