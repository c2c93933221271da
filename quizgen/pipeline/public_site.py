"""The sheets of a public build: keys below a folder of their own or none, and PDFs in a zip file for each chapter."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from quizgen.assembly.guide import StudyGuide
from quizgen.assembly.quiz import Worksheet
from quizgen.model.recipe import SheetLayout
from quizgen.outputs.html.outputs import KEY_FOLDER
from quizgen.outputs.output import OutputFile, Row
from quizgen.outputs.pdf import Paper
from quizgen.outputs.registry import printed_paths
from quizgen.outputs.whole_build import BookReport
from quizgen.project.write import Artifact

PAPERS: tuple[Paper, ...] = ("a4", "letter")

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of each file in an archive, so that the same PDFs make the same bytes: the earliest that the format has."""


def for_students(sheet: Worksheet, *, has_keys: bool) -> Worksheet:
    """A sheet without its key, or with it in a folder of its own, never at the end of the student's pages."""
    if not has_keys or sheet.form.key == "none":
        return replace(sheet, form=_with_key(sheet.form, "none"))
    key = "full" if sheet.form.key == "end" else sheet.form.key
    return replace(sheet, form=_with_key(sheet.form, key), key_folder=KEY_FOLDER)


def _with_key(form: SheetLayout, key: str) -> SheetLayout:
    return form.model_copy(update={"key": key})


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip file, and the paths of the pages whose PDFs it holds."""

    file: OutputFile
    pages: tuple[str, ...]


def plan_archives(
    sheets: Iterable[Worksheet], guides: Iterable[StudyGuide], books: Sequence[BookReport]
) -> tuple[Archive, ...]:
    """The zip files: for the sheets and guide of each chapter, those of several, and the keys by themselves."""
    pages: dict[str, list[str]] = {}
    rows: dict[str, Row] = {}
    pages_of: tuple[Worksheet | StudyGuide, ...] = (*guides, *sheets)
    for sheet in pages_of:
        name, title = _name_chapter(sheet, books), sheet.chapter.heading if sheet.chapter else ""
        for page in sorted(printed_paths(sheet)):
            folder = PurePosixPath(page).parent
            is_key = str(folder) == KEY_FOLDER
            path = str(folder / f"{'keys' if is_key else 'sheets'}-{name}.zip")
            pages.setdefault(path, []).append(page)
            row = rows.get(path) or Row(
                "key_archives" if is_key else "archives", title, 0, book=sheet.book.title, chapter=title
            )
            questions = 0 if isinstance(sheet, StudyGuide) else len(sheet.entries)
            rows[path] = replace(row, questions=row.questions + questions)
    return tuple(Archive(OutputFile(path, rows[path]), tuple(each)) for path, each in pages.items())


def _name_chapter(sheet: Worksheet | StudyGuide, books: Sequence[BookReport]) -> str:
    """The name of the file for the sheets of a chapter, or of several chapters."""
    of_book = next((f"{report.key}-" for report in books if report.book is sheet.book and len(books) > 1), "")
    return f"{of_book}{sheet.chapter.key if sheet.chapter else 'several'}"


def pack(archives: Iterable[Archive], pdfs: Mapping[Paper, Iterable[Artifact]]) -> list[Artifact]:
    """The zip files, each with a folder of PDFs for each size of paper."""
    made = {(paper, artifact.path): artifact.content for paper, each in pdfs.items() for artifact in each}
    return [Artifact(archive.file.path, _zipped(archive, made)) for archive in archives]


def _zipped(archive: Archive, made: Mapping[tuple[Paper, str], bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as zipped:
        for paper in PAPERS:
            for page in archive.pages:
                path = OutputFile(page).as_pdf.path
                info = zipfile.ZipInfo(f"{paper}/{PurePosixPath(path).name}", _EPOCH)
                info.external_attr = 0o644 << 16
                info.compress_type = zipfile.ZIP_DEFLATED
                zipped.writestr(info, made[paper, path])
    return written.getvalue()
