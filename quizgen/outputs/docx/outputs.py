"""The outputs that make Word documents of worksheets and their keys, if the recipe or the command asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from quizgen.assembly.quiz import Worksheet
from quizgen.outputs.html.outputs import key_path, large_path, makes_key, sheet_path
from quizgen.outputs.output import Context, FormatOf, Output, OutputFile
from quizgen.project.write import Artifact


def _as_word(page: str) -> str:
    return str(PurePosixPath(page).with_suffix(".docx"))


def _word_of(page: str) -> OutputFile:
    return OutputFile(_as_word(page), FormatOf(page, "Word"))


def _sheet_files(sheet: Worksheet) -> Iterator[OutputFile]:
    if sheet.form.docx:
        yield _word_of(sheet_path(sheet))
        if sheet.form.large_print:
            yield _word_of(large_path(sheet))


def _render_sheets(sheet: Worksheet, context: Context) -> Iterator[Artifact]:
    from quizgen.outputs.docx.worksheet import render_word_sheet

    yield Artifact(_as_word(sheet_path(sheet)), render_word_sheet(sheet, context))
    if sheet.form.large_print:
        yield Artifact(_as_word(large_path(sheet)), render_word_sheet(sheet, context, is_large=True))


def _key_files(sheet: Worksheet) -> Iterator[OutputFile]:
    if sheet.form.docx and makes_key(sheet):
        yield _word_of(key_path(sheet))


def _render_key(sheet: Worksheet, context: Context) -> Iterator[Artifact]:
    from quizgen.outputs.docx.key import render_word_key

    yield Artifact(_as_word(key_path(sheet)), render_word_key(sheet, context))


WORD_SHEET = Output(
    name="Word sheet",
    source=Worksheet,
    files=_sheet_files,
    render=_render_sheets,
    module="quizgen.outputs.docx.worksheet",
    extra="docx",
)
WORD_KEY = Output(
    name="Word key",
    source=Worksheet,
    files=_key_files,
    render=_render_key,
    module="quizgen.outputs.docx.key",
    extra="docx",
)
