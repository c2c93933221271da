"""A passage is found with the marks of its notes and without them."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.book.book_text import BookText
from quizgen.book.structure import read_structure
from quizgen.citations.locate import locate
from quizgen.citations.outcome import Located, NotFound
from quizgen.citations.passages import read_passage
from quizgen.copies.copy import read_copy
from quizgen.model.book import Book, Chapter
from quizgen.model.citation import Citation

MARKED = (
    "The old keeper served long.[1] His son took over the tower[2] before a great crowd. The lamp¹² burned oil.[3]\n"
    "The area is 12 m² of list[4] in all, and nobody came.\n"
)


def read(folder: Path, content: str) -> BookText:
    (folder / "b.txt").write_text(content, encoding="utf-8")
    copy, _ = read_copy(folder / "b.txt")
    book = Book(title="T", author="A", language="en", chapters=(Chapter(key="1", title="One", opens=content[:20]),))
    assert copy is not None
    text, findings = read_structure(copy, book)
    assert text is not None, findings
    return text


@pytest.mark.parametrize(
    ("cite", "cited"),
    [
        ("served long. His son took", "served long.[1] His son took"),
        ("served long.[1] His son took", "served long.[1] His son took"),
        ("took over the tower before a great crowd", "took over the tower[2] before a great crowd"),
        ("His son took … before a great", "His son took over the tower[2] before a great"),
        ("great crowd. The lamp burned oil", "great crowd. The lamp¹² burned oil"),
        ("served long.[7] His son took", "served long.[1] His son took"),
    ],
)  # fmt: skip
def test_with_marks_and_without(tmp_path: Path, cite: str, cited: str) -> None:
    text = read(tmp_path, MARKED)
    found = locate(Citation(text=cite), text, "1")
    assert isinstance(found, Located)
    assert not found.differences
    assert read_passage(text, found).cited.startswith(cited)


def test_marks_in_the_citation_of_a_copy_without_them(tmp_path: Path) -> None:
    text = read(tmp_path, MARKED.replace("[1]", "").replace("[2]", ""))
    assert isinstance(locate(Citation(text="over the tower[2] before a great crowd"), text, "1"), Located)


def test_signs_in_brackets_that_do_not_count_up_are_no_marks(tmp_path: Path) -> None:
    code = "First copy list[3] into the other list[1] and then call item[2] and at last item[0] of it all.\n"
    assert isinstance(locate(Citation(text="into the other list and then call"), read(tmp_path, code), "1"), NotFound)
