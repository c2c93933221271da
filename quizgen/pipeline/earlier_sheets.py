"""An output folder → the sheets without a recipe that stand there from before, so that the index lists them too."""

from __future__ import annotations

from pathlib import Path

from quizgen.outputs.html.outputs import INDEX_PATH
from quizgen.outputs.listing import read_files
from quizgen.outputs.output import OutputFile
from quizgen.project.read import read_file
from quizgen.workspace.output_manifest import LISTS, MAX_LIST_BYTES, read_digest, read_list


def read_earlier_sheets(folder: Path) -> tuple[tuple[OutputFile, ...], bool]:
    """The linked files that are as quizgen wrote them, and whether words of the book may be among them."""
    listed = read_list(folder, LISTS["sheet"])

    def stands(path: str) -> bool:
        return read_digest(folder / path) in listed.get(path, ())

    if not stands(INDEX_PATH):
        return (), False
    page = read_file(folder / INDEX_PATH, MAX_LIST_BYTES).decode("utf-8", "replace")
    kept = tuple(file for file in read_files(page) if stands(file.path))
    return kept, bool(kept) and 'data-passages="yes"' in page
