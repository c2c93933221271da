"""The bookmarks of a PDF → its table of contents, and the lines in which each title is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from quizgen.copies.formats.extract import Entry

_MAX_BOOKMARKS = 20_000
_MAX_TITLE_LINES = 5
_LETTERS = re.compile(r"[^\W_]+")
_LABEL = re.compile(
    r"(?:[^\W\d_]{1,12}\.?\s+)?(?:[A-Z](?:\.\d{1,3})*|\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,8})(?!\w)\W*"
    r"|第?\s*\d{1,3}\s*[章節节部編장과]\W*"
)
"""What a line has before a title: ``3.1``, ``Chapter 3``, ``Appendix A.``, ``第3章``."""
_MAX_LABEL_LETTERS = 20


def read_bookmarks(document: Any, lines: Sequence[str], pages: Sequence[int]) -> tuple[list[Entry], dict[int, int]]:
    """The entries whose page was read, and the levels of the lines in which their titles are printed.

    ``pages`` has the index of each page's first line, and the number of lines. A title that is not found on its page
    leads to the top of it.
    """
    entries: list[Entry] = []
    printed: dict[int, int] = {}
    after = 0
    for title, level, page in _bookmarks(document, len(pages) - 1):
        start = max(pages[page], after if pages[page] <= after < pages[page + 1] else 0)
        found = _find_title(title, lines, start, pages[min(page + 2, len(pages) - 1)])
        if found is None:
            entries.append(Entry(pages[page], level, title))
            continue
        entries.append(Entry(found[0], level, title))
        printed.update(dict.fromkeys(found, level))
        after = found[-1] + 1
    return entries, printed


def _bookmarks(document: Any, count: int) -> Iterator[tuple[str, int, int]]:
    """The title, the level (from 1) and the page (from 0) of each bookmark that leads to a page."""
    for number, bookmark in enumerate(document.get_toc()):
        if number >= _MAX_BOOKMARKS:
            return
        destination = bookmark.get_dest()
        page = destination.get_index() if destination is not None else None
        title = " ".join(bookmark.get_title().split())
        if title and page is not None and page < count:
            yield title, min(bookmark.level + 1, 6), page


def _find_title(title: str, lines: Sequence[str], start: int, end: int) -> list[int] | None:
    """The lines that together print a title, with its number before it or in the line above."""
    wanted = _joined(title)
    for first in range(start, end):
        written, found = "", []
        for index in range(first, min(first + _MAX_TITLE_LINES, end)):
            if not (line := _joined(lines[index])):
                continue
            written += line
            found.append(index)
            if written == wanted or _joined(_label(lines[first])) + wanted == written:
                return [*_label_above(lines, found[0], start), *found]
            if len(written) > len(wanted) + _MAX_LABEL_LETTERS:
                break
    return None


def _label_above(lines: Sequence[str], first: int, start: int) -> list[int]:
    """The line above a title, if it has only its number: ``Chapter 3``."""
    above = next((index for index in range(first - 1, start - 1, -1) if lines[index].strip()), None)
    if above is None:
        return []
    line = lines[above].strip()
    return [above] if _label(line) == line else []


def _label(line: str) -> str:
    """The number at the beginning of a line, with the word before it."""
    found = _LABEL.match(line.strip())
    return found[0] if found else ""


def _joined(line: str) -> str:
    return "".join(_LETTERS.findall(line.casefold()))
