"""The outputs that make HTML pages of worksheets, study guides and whole builds."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.assembly.guide import StudyGuide
from quizgen.assembly.quiz import Worksheet
from quizgen.outputs.output import Context, KeyOf, Output, OutputFile, Row
from quizgen.outputs.whole_build import BookReport, Build
from quizgen.project.write import Artifact


def sheet_path(sheet: Worksheet) -> str:
    """The path of a sheet's main page, beside which its other files are linked."""
    return f"{sheet.name}.html"


def large_path(sheet: Worksheet) -> str:
    return f"{sheet.name}-large.html"


def key_path(sheet: Worksheet) -> str:
    """The path of the page of its key, which may be that of all its versions."""
    name = f"{sheet.stem if sheet.has_shared_key else sheet.name}-key.html"
    return f"{sheet.key_folder}/{name}" if sheet.key_folder else name


def makes_key(sheet: Worksheet) -> bool:
    """Whether a page of a key is made with this sheet; the first version makes that of all."""
    is_first = not sheet.has_shared_key or sheet.version == sheet.versions[0][0]
    return is_first and sheet.form.key in ("full", "brief")


def _row(sheet: Worksheet, *, is_large: bool = False) -> Row:
    size = len(sheet.entries)
    chapter = sheet.chapter.heading if sheet.chapter else ""
    return Row("worksheets", sheet.title, size, sheet.version, is_large, sheet.sitting, sheet.book.title, chapter)


def _sheet_files(sheet: Worksheet) -> Iterator[OutputFile]:
    yield OutputFile(sheet_path(sheet), _row(sheet))


def _render_sheet(sheet: Worksheet, context: Context) -> Iterator[Artifact]:
    from quizgen.outputs.html.worksheet import render_worksheet

    yield Artifact(sheet_path(sheet), render_worksheet(sheet))


def _large_files(sheet: Worksheet) -> Iterator[OutputFile]:
    if sheet.form.large_print:
        yield OutputFile(large_path(sheet), _row(sheet, is_large=True))


def _render_large(sheet: Worksheet, context: Context) -> Iterator[Artifact]:
    from quizgen.outputs.html.worksheet import render_worksheet

    yield Artifact(large_path(sheet), render_worksheet(sheet, is_large=True))


def _key_files(sheet: Worksheet) -> Iterator[OutputFile]:
    if makes_key(sheet):
        others = [f"{sheet.stem}-{version.lower()}.html" for version, _ in sheet.versions[1:] if sheet.has_shared_key]
        yield OutputFile(key_path(sheet), KeyOf(sheet_path(sheet), tuple(others)))


def _render_key(sheet: Worksheet, context: Context) -> Iterator[Artifact]:
    from quizgen.outputs.html.key_page import render_key

    yield Artifact(key_path(sheet), render_key(sheet))


def guide_path(guide: StudyGuide) -> str:
    return f"{guide.name}.html"


def _guide_files(guide: StudyGuide) -> Iterator[OutputFile]:
    heading = guide.chapter.heading if guide.chapter else ""
    listed = {"term": guide.terms, "person": guide.people, "date": guide.events}
    kinds = tuple(kind for kind, things in listed.items() if things)
    yield OutputFile(guide_path(guide), Row("guides", heading, 0, book=guide.book.title, chapter=heading, kinds=kinds))


def _render_guide(guide: StudyGuide, context: Context) -> Iterator[Artifact]:
    from quizgen.outputs.html.guide import render_guide

    yield Artifact(guide_path(guide), render_guide(guide))


_COVERAGE = "coverage.html"


def _coverage_path(report: BookReport, build: Build) -> str:
    return _COVERAGE if len(build.books) == 1 else f"{report.key}-{_COVERAGE}"


def _coverage_files(build: Build) -> Iterator[OutputFile]:
    # `quizgen coverage` may write the page of any book under this name.
    for path in {_COVERAGE: None, **{_coverage_path(report, build): None for report in build.books}}:
        yield OutputFile(path)


def _render_coverage(build: Build, context: Context) -> Iterator[Artifact]:
    from quizgen.outputs.html.coverage_page import render_coverage

    for report in build.books:
        if report.coverage is not None:
            page = render_coverage(report.book, report.coverage, report.text, report.questions, report.sources)
            yield Artifact(_coverage_path(report, build), page)


INDEX_PATH = "index.html"


KEY_FOLDER = "keys"
"""The folder of the keys that stand apart from their sheets."""


def _index_files(build: Build) -> Iterator[OutputFile]:
    yield OutputFile(INDEX_PATH)
    if build.keys_apart:
        yield OutputFile(f"{KEY_FOLDER}/{INDEX_PATH}")


def _render_index(build: Build, context: Context) -> Iterator[Artifact]:
    from quizgen.outputs.html.index_page import render_index, render_index_of_keys

    coverage = {report.key: _coverage_path(report, build) for report in build.books if report.coverage is not None}
    yield Artifact(INDEX_PATH, render_index(build, coverage))
    if build.keys_apart:
        yield Artifact(f"{KEY_FOLDER}/{INDEX_PATH}", render_index_of_keys(build, KEY_FOLDER))


_SHEETS, _KEYS = "quizgen.outputs.html.worksheet", "quizgen.outputs.html.key_page"
_COVERAGES, _INDEXES = "quizgen.outputs.html.coverage_page", "quizgen.outputs.html.index_page"

WORKSHEET_PAGE = Output(
    name="worksheet page", source=Worksheet, files=_sheet_files, render=_render_sheet, module=_SHEETS, prints=True
)
LARGE_PRINT_PAGE = Output(
    name="large-print page", source=Worksheet, files=_large_files, render=_render_large, module=_SHEETS, prints=True
)
KEY_PAGE = Output(name="key page", source=Worksheet, files=_key_files, render=_render_key, module=_KEYS, prints=True)
GUIDE_PAGE = Output(
    name="study guide",
    source=StudyGuide,
    files=_guide_files,
    render=_render_guide,
    module="quizgen.outputs.html.guide",
    prints=True,
)
COVERAGE_PAGE = Output(
    name="coverage page", source=Build, files=_coverage_files, render=_render_coverage, module=_COVERAGES
)
INDEX_PAGE = Output(name="index page", source=Build, files=_index_files, render=_render_index, module=_INDEXES)
