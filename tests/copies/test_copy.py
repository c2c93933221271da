"""A copy that cannot be read says why; one that can keeps its lines."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from quizgen.book.running_headers import find_running_headers, is_separator
from quizgen.copies.copy import read_copy

BAD = {
    "copy-empty": b" \n\n",
    "copy-not-text": bytes(range(256)) * 40,
}


@pytest.mark.parametrize(("code", "content"), BAD.items())
def test_bad_copies(tmp_path: Path, code: str, content: bytes) -> None:
    file = tmp_path / "book.txt"
    file.write_bytes(content)
    copy, diagnostics = read_copy(file)
    assert copy is None
    assert [diagnostic.code for diagnostic in diagnostics] == [code]
    assert diagnostics[0].hint


def test_a_missing_copy_and_one_that_is_no_file(tmp_path: Path) -> None:
    assert [d.code for d in read_copy(tmp_path / "none.txt")[1]] == ["copy-missing"]
    os.mkfifo(tmp_path / "pipe.txt")
    assert [d.code for d in read_copy(tmp_path / "pipe.txt")[1]] == ["copy-unreadable"]


def test_a_copy_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "book.txt"
    with file.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)  # a hole: it takes no room on the disk
    copy, diagnostics = read_copy(file)
    assert copy is None
    assert [d.code for d in diagnostics] == ["copy-too-large"]
    assert "200 MB" in diagnostics[0].message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_encodings(tmp_path: Path, encoding: str, end: str) -> None:
    file = tmp_path / "book.txt"
    file.write_bytes(end.join(["one – 1", "", "two"]).encode(encoding))
    copy, _ = read_copy(file)
    assert copy is not None
    assert copy.lines == ("one – 1", "", "two")


def test_a_few_control_characters_become_spaces_and_a_form_feed_stays(tmp_path: Path) -> None:
    file = tmp_path / "book.txt"
    file.write_text("a line\x07of text\n" + "and more of it\n" * 49 + "\fpage two\n", newline="")
    copy, _ = read_copy(file)
    assert copy is not None
    assert copy.lines[0] == "a line of text"
    assert copy.lines[50] == "\fpage two"


def test_furniture() -> None:
    header = ["", "The Year: Chapter 1", ""]
    address = ["", "http://example.org/a.htm (1 of 3) [12/03/1999 10:11:12]", ""]
    lines = ["Text of the page.", *header, *address, "More of it.", *header, "- 12 -", "", "The end", "", *header]
    found = {lines[index] for index in find_running_headers(lines)}
    assert found == {header[1], address[1], "- 12 -"}


def test_what_comes_twice_is_no_running_header() -> None:
    lines = ["", "Who shall prevail?", "", "text", "", "Who shall prevail?", ""]
    assert find_running_headers(lines) == frozenset()


@pytest.mark.parametrize(
    ("line", "expected"), [("* * *", True), ("———", True), ("[...]", False), ("", False), ("a", False)]
)
def test_separators(line: str, expected: bool) -> None:
    assert is_separator(line) is expected
