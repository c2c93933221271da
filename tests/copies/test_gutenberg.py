"""What Project Gutenberg puts around a book is no text of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.copies.copy import Copy, read_copy

BOOK = ["THE FERRY", "", "The ferry crossed at noon, and nobody waited for it on the other side."]
LICENCE = ["", "Please read the Project Gutenberg License before you give this file away.", "It has 1 term."]


def read(file: Path, lines: list[str]) -> Copy:
    file.write_text("\n".join(lines), encoding="utf-8")
    copy, _ = read_copy(file)
    assert copy is not None
    return copy


def text_of(copy: Copy) -> list[str]:
    return [line for line in copy.lines if line]


@pytest.mark.parametrize(
    "start",
    [
        ["*** START OF THE PROJECT GUTENBERG EBOOK THE FERRY ***"],
        ["*** START OF THIS PROJECT GUTENBERG EBOOK THE FERRY ***"],
        ["***START OF THE PROJECT GUTENBERG EBOOK THE FERRY***"],
        ["*** START OF THE PROJECT GUTENBERG EBOOK THE FERRY, WITH AN ACCOUNT", "OF THE OTHER SIDE ***"],
        ["*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*"],
        ["*END THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.12.12.00*END*"],
    ],
)
@pytest.mark.parametrize(
    "end",
    [
        "*** END OF THE PROJECT GUTENBERG EBOOK THE FERRY ***",
        "***END OF THE PROJECT GUTENBERG EBOOK THE FERRY***",
        "End of Project Gutenberg's The Ferry, by Ada Quist",
        "End of the Project Gutenberg Etext of The Ferry",
        "Ende dieses Project Gutenberg Etextes Die Fähre",
        "Fin de ce Project Gutenberg Etext, Le Bac",
    ],
)
def test_marks_header_and_licence(tmp_path: Path, start: list[str], end: str) -> None:
    header = ["The Project Gutenberg EBook of The Ferry", "", "Release Date: May 8, 2007", ""]
    lines = [*header, *start, "", *BOOK, "", end, *LICENCE]
    copy = read(tmp_path / "b.txt", lines)
    assert text_of(copy) == [line for line in BOOK if line]
    assert copy.lines.index(BOOK[0]) == lines.index(BOOK[0]), "lines keep their numbers"


def test_credits_and_notes_of_transcribers(tmp_path: Path) -> None:
    mark = "*** START OF THIS PROJECT GUTENBERG EBOOK THE FERRY ***"
    front = [
        "Produced by Some People and the",
        "Proofreaders",
        "",
        "Transcriber's Note: Spelling is",
        "as printed.",
        "",
    ]
    inside = ["", "[Transcriber's Note: a page is missing", "here.]", "", "It was produced by hand, she said.", ""]
    padding = [f"The ferry went its way for the {number}th time." for number in range(40)]
    back = ["", "TRANSCRIBER'S NOTES", "", "Page 3: teh is now the.", "", "End of Project Gutenberg's The Ferry"]
    copy = read(tmp_path / "b.txt", [mark, "", *front, *BOOK, *inside, *padding, *back, *LICENCE])
    assert text_of(copy) == [BOOK[0], BOOK[2], "It was produced by hand, she said.", *padding]


def test_a_page_by_project_gutenberg(tmp_path: Path) -> None:
    header = "<pre>The Project Gutenberg EBook of The Ferry\n\nTitle: The Ferry\n\nCoding: ASCII\n\n*** START OF THIS"
    page = (
        f"{header} PROJECT GUTENBERG EBOOK THE FERRY ***\n\nProduced by Some People\n</pre><h1>The Ferry</h1><p>Text."
    )
    page += "<pre>End of Project Gutenberg's The Ferry\n\n*** END OF THIS PROJECT GUTENBERG EBOOK THE FERRY ***\n</pre>"
    copy = read(tmp_path / "b.html", [f"<html><body>{page}<h2>Terms</h2><p>You may copy it.</p></body></html>"])
    assert text_of(copy) == ["The Ferry", "Text."]
    assert [copy.lines[at] for at in copy.headings] == ["The Ferry"]


def test_a_book_that_speaks_of_gutenberg_is_left_as_it_is(tmp_path: Path) -> None:
    lines = [*BOOK, "At the end of the day Project Gutenberg has many books,", "Credits: 3", "", "Gutenberg printed."]
    assert read(tmp_path / "b.txt", lines).lines == tuple(lines)
