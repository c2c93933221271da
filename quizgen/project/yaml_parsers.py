"""Parse UTF-8 into YAML events with libyaml or PyYAML's own parser, and find places that the two read differently."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

import yaml

Bounds: TypeAlias = tuple[int, int]
"""Start and end of a part of a text, in characters."""

_LINE_ENDS = "\n\r\x85\u2028\u2029"
_LINE_END = re.compile(f"[{_LINE_ENDS}]")


class OwnLoader(yaml.BaseLoader):
    """PyYAML's own parser, used if libyaml is missing; changed to refuse everything that libyaml refuses."""

    def scan_plain(self) -> Any:
        token = super().scan_plain()
        if self.flow_level and self.peek() == ":" and self.peek(1) in ",?[]{}":
            raise _refused("a plain scalar", token.start_mark, "found unexpected ':'", self.get_mark())
        return token

    def parse_flow_sequence_entry_mapping_key(self) -> Any:
        parser: Any = super()
        mark = parser.peek_token().end_mark
        event = parser.parse_flow_sequence_entry_mapping_key()
        if event.end_mark.index == mark.index:  # a key without a text
            raise _refused("a flow sequence", mark, "expected ',', but got '?'", mark)
        return event

    def scan_block_scalar_indentation(self) -> Any:
        read = super().scan_block_scalar_indentation()
        self._refuse_tab()
        return read

    def scan_block_scalar_breaks(self, indent: int) -> Any:
        read = super().scan_block_scalar_breaks(indent)
        if self.column < indent:
            self._refuse_tab()
        return read

    def _refuse_tab(self) -> None:
        if self.peek() == "\t":
            mark = self.get_mark()
            raise _refused("a block scalar", mark, "found a tab character where a space is expected", mark)

    def scan_directive_name(self, start_mark: Any) -> Any:
        scanner: Any = super()
        name = scanner.scan_directive_name(start_mark)
        if name not in ("YAML", "TAG"):
            raise _refused("a directive", start_mark, "found unknown directive name", start_mark)
        return name

    def scan_yaml_directive_number(self, start_mark: Any) -> Any:
        if re.match(r"\d{10}", self.prefix(10)):
            raise _refused("a directive", start_mark, "found extremely long version number", self.get_mark())
        return super().scan_yaml_directive_number(start_mark)

    def scan_flow_scalar_non_spaces(self, double: Any, start_mark: Any) -> Any:
        try:
            return super().scan_flow_scalar_non_spaces(double, start_mark)
        except (ValueError, OverflowError):  # `\U` and a number beyond the last character
            problem = "found invalid Unicode character escape code"
            raise _refused("a quoted scalar", start_mark, problem, self.get_mark()) from None


def _refused(what: str, start: Any, problem: str, mark: Any) -> yaml.scanner.ScannerError:
    return yaml.scanner.ScannerError(f"while scanning {what}", start, problem, mark)


LOADER: Any = getattr(yaml, "CBaseLoader", OwnLoader)
"""The parser in use: turns UTF-8 into events."""

_ODD_SIGN = re.compile("[\t\ufeff]")
_COMMENT = re.compile(r"(?<!\S)#")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*(?= *[\n\r\x85\u2028\u2029]| +#| *\Z)")


def has_odd_signs(text: str) -> bool:
    """Whether a text has tabs or byte order marks: parsers read them differently outside quotes, blocks, comments."""
    return "\t" in text or "\ufeff" in text


def is_block_header(text: str, start: int) -> bool:
    """Whether all parsers accept the header of a block scalar: a comment in it needs a space before its ``#``."""
    return _BLOCK_HEADER.match(text, start) is not None


def without_header(text: str, block: Bounds) -> Bounds:
    """The extent of a block scalar without its header line (``|`` or ``>``)."""
    end = _LINE_END.search(text, block[0])
    return (end.start() if end else block[1], block[1])


def find_odd_signs(text: str, enclosed: Sequence[Bounds]) -> Iterator[int]:
    """The indices of all tabs and byte order marks that the parsers read differently.

    ``enclosed`` are the extents of all quoted texts and blocks, in order. libyaml reads a tab as a space and ignores a
    byte order mark at the start of a line; PyYAML's own parser refuses a tab and reads a byte order mark as text.
    """
    starts = [start for start, _ in enclosed]
    lines = [0, *(found.end() for found in _LINE_END.finditer(text))]
    for found in _ODD_SIGN.finditer(text):
        at = found.start()
        before = bisect_right(starts, at) - 1
        behind = enclosed[before][1] if before >= 0 else 0
        line = lines[bisect_right(lines, at) - 1]
        if at < behind or (found[0] == "\ufeff" and at > line):
            continue
        if not _COMMENT.search(text, max(line, behind), at):
            yield at


Value: TypeAlias = "str | list[Value] | dict[str, Value]"
