"""A worksheet → a Word document with its questions, and at its end the key if the recipe wants it there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, assert_never

from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from markupsafe import escape

from quizgen.assembly.quiz import SheetItem, ShownStimulus, Worksheet
from quizgen.kinds.response import Arrange, Calculate, Compose, Deletion, Fill, Judge, Pair, Recall, Select, Write
from quizgen.outputs.docx.document import BOX, OPTION, QUESTION, SIDE, SQUARE, WordFile, add_stop
from quizgen.outputs.docx.flow import Flow
from quizgen.outputs.docx.key import write_full_key
from quizgen.outputs.docx.parts import (
    CIRCLE,
    number_block,
    say_points,
    which,
    write_answer_rows,
    write_source,
)
from quizgen.outputs.html.heights import SURELY_LONG_MM, estimate_question, estimate_stimulus
from quizgen.outputs.html.margin_boxes import name_sheet
from quizgen.outputs.html.sections import Scored, Section, columns_of_scores, divide, say_cue, worth_of_each
from quizgen.outputs.html.worksheet import LINES_TOGETHER, extent_of, has_circles, lines, word_bank
from quizgen.outputs.languages import Words
from quizgen.outputs.markup import block, gapped, inline, paragraphs, prose
from quizgen.outputs.output import Context
from quizgen.outputs.places import say_place
from quizgen.outputs.points import in_halves, say_worth
from quizgen.outputs.solution import Solution, marked, solve, words_of
from quizgen.outputs.stimulus import shape_of

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

GAP = "_" * 14
"""What is left in a sentence for the words that are missing."""

_NUMBER_LINE_MM = 60
_LETTER_LINE = "____\t"


def render_word_sheet(sheet: Worksheet, context: Context, *, is_large: bool = False) -> bytes:
    """Render the student's paper; ``is_large`` gives it in large print."""
    words = words_of(sheet)
    signs = sheet.book.language or words.language.code
    head = name_sheet(sheet, words, is_large=is_large)
    file = WordFile(
        language=sheet.book.language,
        own_language=words.language.code if words.book_language else "",
        title=head,
        paper=context.paper,
        is_large=is_large,
    )
    flow = Flow(file, words, signs)
    solutions = [solve(entry, words) for entry in sheet.entries]
    on_answer_sheet = marked(sheet, solutions)
    _write_head(flow, sheet, words, has_answer_sheet=bool(on_answer_sheet))
    _write_questions(flow, sheet, words)
    if on_answer_sheet:
        _write_answer_sheet(flow, sheet, on_answer_sheet)
    has_key = sheet.form.key == "end" and not is_large
    (section,) = file.document.sections
    last_of_sheet = flow.set_bookmark("sheet") if has_key else ""
    file.set_margins(section, flow.quoted(head), words["page_of"], last=last_of_sheet)
    if has_key:
        section = file.document.add_section(WD_SECTION.NEW_PAGE)
        write_full_key(flow, sheet, [solutions], [sheet.version])
        head_of_key = flow.quoted(f"{words['answer_key']}: {name_sheet(sheet, words)}")
        file.set_margins(section, head_of_key, words["page_of"], last=flow.set_bookmark("key"))
    return file.bytes(context.built)


def _write_head(flow: Flow, sheet: Worksheet, words: Words, *, has_answer_sheet: bool) -> None:
    flow.begin("Heading 1")
    flow.title(sheet.title)
    write_source(flow, sheet, " · ".join(extent_of(sheet, words)))
    _write_blanks(flow, f" / {in_halves(sheet.points, words.language)}" if sheet.points else "", has_score=True)
    told = []
    if sheet.form.instructions:
        flow.begin("Instructions")
        signs = words.language.code if words.book_language else flow.signs
        flow.html(prose(sheet.form.instructions), signs=signs)
    else:
        circles = words["circles"] if has_circles(sheet) else ""
        told = [words["answer_all"], words["on_answer_sheet"] if has_answer_sheet else circles]
    if worth := worth_of_each(sheet.entries):
        told.append(words["worth_of_all"].format(worth=say_worth(worth, words)))
    if any(told):
        flow.begin("Instructions")
        flow.say(" ".join(filter(None, told)))
    if sheet.form.score_table:
        _write_scores(flow, sheet, columns_of_scores(sheet))


def _write_blanks(flow: Flow, of_points: str = "", *, has_score: bool) -> None:
    """The lines for name, date and class."""
    words = flow.words
    named = [words["name"], words["date"], words["class"], *([words["score"]] if has_score else [])]
    parts = [3, 2, 2, 2][: len(named)]
    paragraph = flow.begin("Blanks")
    ends = [flow.width_mm * sum(parts[: index + 1]) / sum(parts) for index in range(len(parts))]
    for index, (name, end) in enumerate(zip(named, ends, strict=True)):
        is_last = index == len(named) - 1
        add_stop(paragraph, end - (flow.file.letters * 1.4 if is_last and of_points else 0))
        flow.say(f"{' ' if index else ''}{name} ")
        flow.tab()
    flow.say(of_points)


def _write_scores(flow: Flow, sheet: Worksheet, scored: Sequence[Scored]) -> None:
    """The table in which the marker writes what was reached."""
    words = flow.words
    rows = [
        [words["questions"], *(each.numbers for each in scored), words["total"]],
        [
            words["possible"],
            *(in_halves(each, words.language) for each in (*(one.points for one in scored), sheet.points)),
        ],
        [words["score"], *("" for _ in scored), ""],
    ]
    table = flow.add_table(3, len(rows[0]), style="Table Grid", indent_mm=0, first_mm=2.8 * flow.file.letters)
    for row, said in zip(table.rows, rows, strict=True):
        for index, (cell, text) in enumerate(zip(row.cells, said, strict=True)):
            inner = flow.inside(cell, "Cell")
            inner.say(text, bold=index == 0 or said is rows[0])
            if index:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    table.rows[2].height = Mm(9)


def _write_questions(flow: Flow, sheet: Worksheet, words: Words) -> None:
    bank = word_bank(sheet)
    for section in divide(sheet, words):
        flow.media = {name: media for entry in section.entries for name, media in entry.item.media.items()}
        if section.stimulus is not None:
            _write_stimulus(flow, section, section.stimulus)
        elif section.kind:
            flow.begin("Heading 2")
            flow.say(words[f"kind_{section.kind}"])
            _say_once(flow, section.said)
        for entry in section.entries:
            if bank and isinstance(entry.response, Fill):
                _write_bank(flow, bank)
                bank = ()
            flow.media = entry.item.media
            is_long = estimate_question(entry, 1) > SURELY_LONG_MM
            with flow.whole(parted=max(0, lines(entry) - LINES_TOGETHER), is_long=is_long):
                _write_question(flow, entry, section)


def _say_once(flow: Flow, said: str) -> None:
    """What holds for all questions of a section, beside its heading."""
    if said:
        flow.say(f" {said}", bold=False)
        assert flow.paragraph is not None
        for run in flow.paragraph.runs[1:]:
            run.font.bold, run.font.size = False, Pt(flow.file.letters)


def _write_bank(flow: Flow, bank: Sequence[str]) -> None:
    with flow.whole():
        flow.begin("Question Text").paragraph_format.keep_with_next = True
        flow.say(f"{flow.words['word_bank']}:", bold=True)
        for word in bank:
            flow.say("\u2003")
            flow.html(inline(word))


def _write_stimulus(flow: Flow, section: Section, stimulus: ShownStimulus) -> None:
    words = flow.words
    is_elsewhere = bool(stimulus.places) and not stimulus.passages
    what = "refers_passage" if is_elsewhere else f"refers_{shape_of(stimulus)}"
    with flow.whole(is_long=estimate_stimulus(stimulus, 1) > SURELY_LONG_MM):
        flow.begin("Heading 2")
        refers = (words["refers_one"], words["refers_two"], words["refers_some"])
        flow.say(number_block(section, *refers, words[what]))
        _say_once(flow, section.said)
        if stimulus.title:
            flow.begin("Stimulus")
            flow.html(inline(stimulus.title), bold=True)
        if stimulus.text:
            flow.start("Stimulus")
            flow.html(block(stimulus.text))
        for passage in stimulus.passages:
            for runs in paragraphs(passage):
                flow.begin("Stimulus")
                flow.html("".join([str(escape(text)) for text, _ in runs]))
            flow.begin("Stimulus")
            flow.say(say_place(passage.place, words), italic=True)
        if is_elsewhere:
            flow.begin("Stimulus")
            places = "; ".join(say_place(place, words) for place in stimulus.places)
            flow.say(words["see_place"].format(place=places))


def _write_question(flow: Flow, entry: SheetItem, section: Section) -> None:
    """Write what stands on paper of a question, by the form of its response."""
    response = entry.response
    flow.begin("Question", level=QUESTION, then="Question Text")
    if not section.has_worth:
        say_points(flow, entry.points)
    cue = "" if section.has_cue else say_cue(entry, flow.words)
    match response:
        case Select():
            _pose(flow, entry.stem, cue)
            for option in entry.options:
                flow.begin("Option", level=BOX if response.is_multiple else OPTION)
                flow.prose(option)
        case Judge():
            _pose_behind(flow, cue, entry.stem)
            flow.begin("Question Text")
            for name in ("true", "false"):
                flow.say(f"{CIRCLE} {flow.words[f'{name}_letter']} {flow.words[name]}\u2003\u2003")
        case Write():
            _pose(flow, entry.stem, cue)
            flow.writing_lines(0 if lines(entry) else 1)
        case Calculate():
            _pose(flow, entry.stem, cue)
            add_stop(flow.begin("Writing Line"), _NUMBER_LINE_MM)
            flow.tab()
            if response.unit:
                flow.say(" ")
                flow.html(inline(response.unit))
        case Fill():
            if cue:
                flow.say(cue, italic=True)
                flow.start("Question Text")
            flow.html("".join(map(_with_gap, gapped(response))))
        case Arrange():
            _pose(flow, entry.stem, cue)
            for option in entry.options:
                flow.begin("Option", level=SQUARE)
                flow.prose(option)
        case Pair():
            _pose(flow, entry.stem, cue)
            _write_sides(flow, response, entry.options)
        case Recall():
            _pose_behind(flow, cue, response.asked)
            flow.writing_lines(1 if response.is_named and not lines(entry) else 0)
        case Compose():
            _pose(flow, entry.stem, cue)
        case _:
            assert_never(response)
    flow.writing_lines(lines(entry))


def _pose(flow: Flow, stem: str, cue: str) -> None:
    flow.prose(stem)
    if cue:
        flow.say(f" {cue}", italic=True)


def _pose_behind(flow: Flow, cue: str, text: str) -> None:
    """A cue goes before a statement, and before the name of a term."""
    if cue:
        flow.say(f"{cue} ", italic=True)
    flow.prose(text)


def _with_gap(part: str | Deletion) -> str:
    if isinstance(part, str):
        return str(part)
    return f"{GAP}\u00a0({inline(part.hint)})" if part.hint else GAP


def _write_sides(flow: Flow, response: Pair, rights: Sequence[str]) -> None:
    """The sides of a match, beside each other: a line before the left ones, letters before the right ones."""
    left, right = flow.add_table(1, 2).rows[0].cells
    inner = flow.inside(left, "Cell")
    for index, (text, _) in enumerate(response.pairs):
        paragraph = inner.begin("Cell") if index else inner.paragraph
        assert paragraph is not None
        paragraph.paragraph_format.space_after = Pt(6)
        _hang(paragraph, flow.file.letters)
        inner.write(_LETTER_LINE)
        inner.prose(text)
    inner = flow.inside(right, "Cell")
    for index, text in enumerate(rights):
        paragraph = inner.begin("Cell", level=SIDE) if index else inner.number(SIDE)
        paragraph.paragraph_format.space_after = Pt(6)
        _hang(paragraph, 0.7 * flow.file.letters)
        inner.prose(text)


def _hang(paragraph: Paragraph, millimetres: float) -> None:
    """Have the first line of a paragraph begin before the others."""
    paragraph.paragraph_format.left_indent = Mm(millimetres)
    paragraph.paragraph_format.first_line_indent = Mm(-millimetres)


def _write_answer_sheet(flow: Flow, sheet: Worksheet, on_it: Sequence[Solution]) -> None:
    words = flow.words
    flow.begin("Heading 2").paragraph_format.page_break_before = True
    flow.say(", ".join(filter(None, (words["answer_sheet"], which(sheet, flow)))))
    flow.begin("Instructions")
    flow.say(words["answer_sheet_how"])
    _write_blanks(flow, has_score=False)
    write_answer_rows(flow, on_it, is_key=False)
