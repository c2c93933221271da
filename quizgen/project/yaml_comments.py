"""A comment behind a text without quotes → whether it seems to be a part of the text that was cut off."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from quizgen.model.diagnostics import Edit, TextFix, in_quotes
from quizgen.project.yaml_errors import extent_of
from quizgen.project.yaml_parsers import Value

_OF_NO_TEXT = frozenset(
    {"id", "kind", "difficulty", "bloom", "tags", "draft", "retired", "chapter", "year", "language", "verbatim"}
    | {"key", "number", "section", "tolerance", "book", "theme", "name", "by", "per", "chapters", "sections", "kinds"}
    | {"include", "exclude", "count", "versions", "seed", "columns"}
    | {"stimulus", "stimuli", "objective", "objectives", "core"}
)
"""Fields of numbers and keywords: a comment behind one is a comment."""


_KEYWORD = re.compile(r"[-+]?\d[\d.,]*|true|false|none|inside|off|error|warning")


class CutText(NamedTuple):
    """A comment behind a text without quotes, the text as it would be with it, and where the ``#`` stands.

    ``start`` and ``end`` are those of the text. ``field`` is the nearest above, none before it is known.
    """

    value: str
    comment: str
    whole: str
    at: int
    start: int
    end: int
    is_flow: bool
    field: str = ""

    @property
    def is_glued(self) -> bool:
        """Whether a word stands at the ``#``, as in `Channel #5`: few write a comment so."""
        return self.comment[1:2].isalnum()

    def is_honest(self, kind: Value | None) -> bool:
        """Whether it is a comment indeed, in a question of this kind."""
        if " " in self.value:
            return False
        if self.field in _OF_NO_TEXT or (self.field == "answer" and kind in ("numeric", "true-false")):
            return True
        return not self.is_glued and (not self.value or _KEYWORD.fullmatch(self.value) is not None)


def find_cut_text(event: Any, text: str, *, is_flow: bool) -> CutText | None:
    """The comment behind a text without quotes: most often a part of it, cut off by its `#`."""
    mark: Any = event.end_mark
    if text[mark.index : mark.index + 1] != " ":
        return None
    end = text.find("\n", mark.index)
    rest = text[mark.index : end if end >= 0 else len(text)].rstrip()
    comment = rest.lstrip(" ")
    if not comment.startswith("#") or (is_flow and not event.value):  # a missing value has no place there
        return None
    at = mark.index + len(rest) - len(comment)
    whole = event.value + rest if event.value else comment
    if is_flow:
        whole = whole.rstrip(",]} ")
    return CutText(event.value, comment, whole, at, event.start_mark.index, mark.index, is_flow)


def fix_cut_text(cut: CutText, text: str) -> tuple[TextFix, ...]:
    """The text with its rest, in quotes; or the comment on the line above. Which one is meant, its author knows."""
    if cut.is_flow:
        return ()
    behind = cut.at + len(cut.comment)
    fixes = [TextFix("Put the whole text in quotes", (Edit(extent_of(text, cut.start, behind), in_quotes(cut.whole)),))]
    line = text.rfind("\n", 0, cut.at) + 1
    if cut.value and line <= cut.start:
        indent = text[line : len(text) - len(text[line:].lstrip(" "))]
        newline = "\r\n" if text[behind : behind + 2] == "\r\n" else "\n"
        above = Edit(extent_of(text, line, line), f"{indent}{cut.comment}{newline}")
        fixes.append(
            TextFix("Put the comment on a line of its own", (above, Edit(extent_of(text, cut.end, behind), "")))
        )
    return tuple(fixes)
