"""The lines of a plain text → the headings that it marks as Markdown and reStructuredText do."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HASHES = re.compile(r" {0,3}(#{1,6})\s+(\S.*?)(?:\s+#+)?\s*")
_FENCE = re.compile(r"\s*(```|~~~)")
_UNDERLINE = re.compile(r"([=\-~^\"'*+#.:`_])\1{2,}\s*")
_MIN_UNDERLINED = 3
_MIN_UNDERLINE_SHARE = 0.6
_MAX_TITLE_LETTERS = 200


def find_text_markup(lines: Sequence[str]) -> tuple[list[str], dict[int, int]]:
    """The lines without the marks, and the levels of those that are headings (by index); none if the text has none.

    Headings have hashes before them, or a line of signs below; the first of these signs marks the highest level.
    """
    marked = _with_hashes(lines)
    if len(marked) < 2:
        return _without_underlines(lines)
    plain = list(lines)
    for index, (_, title) in marked.items():
        plain[index] = title
    return plain, {index: level for index, (level, _) in marked.items()}


def _with_hashes(lines: Sequence[str]) -> dict[int, tuple[int, str]]:
    marked: dict[int, tuple[int, str]] = {}
    is_code = False
    for index, line in enumerate(lines):
        if _FENCE.match(line):
            is_code = not is_code
        elif not is_code and "#" in line[:4] and (found := _HASHES.fullmatch(line)):
            marked[index] = len(found[1]), found[2]
    return marked


def _without_underlines(lines: Sequence[str]) -> tuple[list[str], dict[int, int]]:
    signs: list[str] = []
    plain, marked = list(lines), {}
    for index in range(1, len(lines)):
        if not (found := _UNDERLINE.fullmatch(lines[index])):
            continue
        title = lines[index - 1]
        is_alone = index == 1 or not lines[index - 2].strip() or _UNDERLINE.fullmatch(lines[index - 2])
        length = len(lines[index].rstrip())
        if not (is_alone and title.strip() and title[:1] != " " and not _UNDERLINE.fullmatch(title)):
            continue
        if not len(title.rstrip()) * _MIN_UNDERLINE_SHARE <= length <= _MAX_TITLE_LETTERS:
            continue
        if found[1] not in signs:
            signs.append(found[1])
        marked[index - 1] = min(signs.index(found[1]) + 1, 6)
        plain[index] = ""
    return (plain, marked) if len(marked) >= _MIN_UNDERLINED else (list(lines), {})
