"""The lines of a PDF's pages come in the order in which a person reads them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter

from quizgen.book.running_headers import find_running_headers
from quizgen.copies.copy import Copy, read_copy
from quizgen.copies.formats.extract import SET_IN
from quizgen.model.diagnostics import Diagnostic, Severity
from tests.pdfs import Words, make_pdf


def read(folder: Path, *pages: list[Words]) -> Copy:
    file = folder / "book.pdf"
    file.write_bytes(make_pdf(pages))
    copy, diagnostics = read_copy(file)
    assert copy is not None, diagnostics
    return copy


def fault(folder: Path, content: bytes) -> Diagnostic:
    (folder / "book.pdf").write_bytes(content)
    copy, (diagnostic,) = read_copy(folder / "book.pdf")
    assert copy is None
    assert diagnostic.hint
    return diagnostic


def column(x: float, words: str, count: int = 12, top: float = 700) -> list[Words]:
    return [Words(x, top - 13 * number, f"{words} line {number} of the light above the sea") for number in range(count)]


def test_lines_from_the_top_down_whatever_their_order_in_the_file(tmp_path: Path) -> None:
    lines = [Words(72, y, text) for y, text in ((700, "one"), (687, "two"), (674, "three"))]
    assert read(tmp_path, lines[::-1], lines[:1]).lines == ("\fone", "two", "three", "\fone")


def test_two_columns_left_before_right(tmp_path: Path) -> None:
    left, right = column(60, "left"), column(320, "right")
    mixed = [words for pair in zip(left, right, strict=True) for words in pair]
    heading = Words(60, 740, "A heading that runs across both of the columns of this page, as headings do", 14)
    lines = [line.strip() for line in read(tmp_path, [*mixed, heading]).lines if line.strip()]
    assert lines == [words.text for words in (heading, *left, *right)]


def test_wide_gaps_in_a_line_are_no_columns(tmp_path: Path) -> None:
    rows = column(60, "one")
    row = [Words(60, 500, "Oil"), Words(250, 500, "four litres"), Words(420, 500, "a night")]
    assert read(tmp_path, [*rows, *row]).lines[-1] == "Oil four litres a night"


def test_blank_lines_and_indents(tmp_path: Path) -> None:
    page = [*column(72, "one", 4), Words(84, 648, "set in"), *column(72, "two", 4, 635), *column(72, "three", 4, 560)]
    lines = read(tmp_path, page).lines
    assert lines[4] == f"{SET_IN}set in"
    assert [number for number, line in enumerate(lines) if not line] == [9]


def test_raised_figures_behind_words_are_left_out(tmp_path: Path) -> None:
    def raised(number: int, size: float, rise: float) -> list[Words]:
        y = 700 - 20 * number
        return [Words(72, y, "the lamp"), Words(72 + 40.1, y + rise, "12", size), Words(140, y, "burns")]

    lines = read(tmp_path, [*raised(0, 6, 4), *raised(1, 10, 0)]).lines
    assert [line.strip() for line in lines if line.strip()] == ["the lamp burns", "the lamp12 burns"]


def test_heads_feet_and_numbers_of_pages_are_furniture(tmp_path: Path) -> None:
    pages = [
        [
            Words(72, 780, f"{number} THE LAMP" if number % 2 else f"A Keeper's Year {number}"),
            *column(72, f"{'abcdefg'[number]}{'xyz'[number % 3]}", 5),
            Words(290, 40, "xii" if number == 3 else f"– {number} –"),
        ]
        for number in range(1, 7)
    ]
    copy = read(tmp_path, *pages)
    furniture = find_running_headers(copy.lines, copy.unit)
    kept = [line.strip() for number, line in enumerate(copy.lines) if number not in furniture and line.strip()]
    assert kept == [words.text for page in pages for words in page[1:-1]]


def test_what_comes_again_inside_of_pages_is_text(tmp_path: Path) -> None:
    page = [*column(72, "one", 3), Words(72, 600, "“Yes,” he said."), *column(72, "two", 3, 500)]
    copy = read(tmp_path, *[page] * 5)
    assert not any("he said" in copy.lines[index] for index in find_running_headers(copy.lines, copy.unit))


# --- what cannot be read ----------------------------------------------------------------------


def test_a_pdf_of_pictures_has_no_text(tmp_path: Path) -> None:
    diagnostic = fault(tmp_path, make_pdf([[], []]))
    assert diagnostic.code == "copy-empty"
    assert "ocrmypdf" in diagnostic.hint


def test_a_password(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(make_pdf([column(72, "one")]))))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = BytesIO()
    writer.write(locked)
    assert fault(tmp_path, locked.getvalue()).code == "copy-encrypted"


def test_fonts_that_do_not_say_their_letters(tmp_path: Path) -> None:
    page = make_pdf([column(72, "\x01\x02\x03\x04\x05\x06" * 3)])
    assert fault(tmp_path, page).code == "copy-not-text"


def test_the_pages_whose_letters_can_be_told_are_read(tmp_path: Path) -> None:
    hidden = [Words(72, 700, "\x01\x02\x03\x04\x05\x06" * 3), Words(72, 687, "one")]
    (tmp_path / "book.pdf").write_bytes(make_pdf([column(72, "one", 2), hidden]))
    copy, (diagnostic,) = read_copy(tmp_path / "book.pdf")
    assert copy is not None
    assert copy.lines == ("\fone line 0 of the light above the sea", "one line 1 of the light above the sea", "\f")
    assert (diagnostic.code, diagnostic.severity) == ("copy-not-text", Severity.WARNING)
    assert diagnostic.message.startswith("on 1 of the 2 pages")
    assert "ocrmypdf" in (diagnostic.hint or "")


# --- marks on the page ------------------------------------------------------------------------


@pytest.mark.parametrize("x", [40, 500])
@pytest.mark.parametrize("step", [1, 5])
def test_numbers_of_lines_at_a_margin(tmp_path: Path, x: int, step: int) -> None:
    text = column(72, "one", 20)
    numbers = [Words(x, 700 - 13 * (number - 1), str(number), 7) for number in range(step, 21, step)]
    lines = read(tmp_path, [*text, *numbers]).lines
    assert [line.strip() for line in lines] == [words.text for words in text]


def test_other_numbers_stay(tmp_path: Path) -> None:
    text = column(72, "one", 12)
    years = [Words(500, 700 - 13 * number, str(1900 + 3 * number)) for number in range(12)]
    rows = [Words(40, 700 - 13 * number, str(number + 1)) for number in range(4)]
    assert sum(line.endswith(("00", "03")) for line in read(tmp_path, [*text, *years]).lines) == 2
    assert read(tmp_path, [*text, *rows]).lines[1].split()[0] == "2", "a table of four rows numbers no lines"


@pytest.mark.parametrize(
    ("initial", "first", "expected"),
    [
        ("T", Words(102, 700, "HE lamp burns"), "THE lamp burns"),
        ("I", Words(102, 700, "N the night"), "IN the night"),
        ("A", Words(110, 700, "lamp burns"), "A lamp burns"),
    ],
)
def test_an_initial_is_joined_to_its_word(tmp_path: Path, initial: str, first: Words, expected: str) -> None:
    big = Words(first.x - 4 - (9 if initial == "I" else 20) - (4 if initial == "A" else 0), 687, initial, 30)
    page = [big, first, Words(first.x, 687, "above the sea"), *column(72, "below", 4, 674)]
    assert read(tmp_path, page).lines[0].strip("\f ") == expected


def test_what_a_printer_puts_beside_a_page(tmp_path: Path) -> None:
    slug = [Words(60, 40, "lamp_03.indd 12"), Words(400, 40, "3/14/2021 4:05:12 PM")]
    assert not any("indd" in line for line in read(tmp_path, [*column(72, "one"), *slug]).lines)
    assert len([line for line in read(tmp_path, [*column(72, "one"), *slug]).lines if line]) == 12


@pytest.mark.parametrize("content", [b"%PDF-1.4\n", b"%PDF-1.7\n" + bytes(2000), b"%PDF-1.4\n%%EOF"])
def test_damaged_files(tmp_path: Path, content: bytes) -> None:
    assert fault(tmp_path, content).code == "copy-damaged"


def test_what_is_no_pdf_whatever_its_name(tmp_path: Path) -> None:
    assert fault(tmp_path, bytes(range(256)) * 20).code == "copy-damaged"


def test_short_paragraphs_are_parted_by_their_distance(tmp_path: Path) -> None:
    """Where each has two lines, half of all distances are those between paragraphs."""
    pairs = [(f"Line {2 * at} goes on as far as it can go", f"and ends in line {2 * at + 1}.") for at in range(6)]
    words = [
        Words(72, 700 - 40 * at - 14 * row, text) for at, pair in enumerate(pairs) for row, text in enumerate(pair)
    ]
    copy = read(tmp_path, words)
    assert "\n".join(copy.lines).strip("\f") == "\n\n".join("\n".join(pair) for pair in pairs)
