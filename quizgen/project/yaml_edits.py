"""Turn the fixes of a finding, which name values by routes, into edits of the file's text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from quizgen.model.diagnostics import Add, Change, Edit, Enclose, Extent, Fix, Remove, Rename, Replace, TextFix
from quizgen.project.yaml_span import Node, YamlSpan, extent_in, follow, index_of, padded_text, read_nodes

LONE_RETURN = re.compile(r"\r(?!\n)")
"""Not all editors count lines alike that end so: a text with one has no fixes."""

_LINE_END = re.compile(r"\r?\n|\Z")
_PLAIN_IN_FLOW = re.compile(r"(?:\w|-\d)(?:[\w.…;()/%+'’–—-]| (?=\S))*")
_PLAIN = re.compile(r"(?:\w|-\d)(?:[\w.…;()/%+'’–—,?!$“”-]| (?=\S))*")
_TO_ESCAPE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
"""What JSON writes as it is, and YAML does not."""


class _Cut(NamedTuple):
    """A part of a text, by its start and end, and what is to stand in its place."""

    start: int
    end: int
    new: str


def write_fixes(span: YamlSpan, fixes: Sequence[Fix]) -> tuple[TextFix, ...]:
    """The fixes as edits; one that cannot be made here without touching something else is left out."""
    if not fixes:
        return ()
    text = padded_text(span)
    if LONE_RETURN.search(text):
        return ()
    writer = _Writer(span, text)
    return tuple(made for fix in fixes if (made := writer.fix(fix)) is not None)


def remove_second(span: YamlSpan, start: int) -> tuple[Edit, ...]:
    """The edit that removes the field whose key begins at an index; none if it would take something else along."""
    writer = _Writer(span, padded_text(span))
    for parent in _nodes_in(writer.root):
        for index, entry in enumerate(parent.entries):
            if entry[0] == start and parent.keys:
                cut = writer.without(parent, index)
                return (writer.edit(cut),) if cut else ()
    return ()


class _Writer:
    """Writes changes of the value of a span as edits."""

    def __init__(self, span: YamlSpan, text: str) -> None:
        self.root = read_nodes(span)
        self._text, self._above, self._is_inside = text, span.line - 1, span.column > 1

    def fix(self, fix: Fix) -> TextFix | None:
        cuts: list[_Cut] = []
        for change in fix.changes:
            made = self._cuts(change)
            if not made:
                return None
            cuts += made
        cuts = sorted(cut for cut in cuts if cut.new or cut.start < cut.end)
        if not cuts or any(one.end > other.start for one, other in pairwise(cuts)):
            return None
        return TextFix(fix.title, tuple(map(self.edit, cuts)), fix.is_safe)

    def edit(self, cut: _Cut) -> Edit:
        return Edit(extent_in(self._text, cut.start, cut.end).moved(self._above), cut.new)

    def _cuts(self, change: Change) -> list[_Cut]:
        """The cuts of a change; none if it cannot be made."""
        *above, last = change.route
        parents = follow(self.root, tuple(above))
        if not isinstance(change, (Replace, Enclose)) and parents[-1] is not self._node_at(above):
            return []
        if isinstance(change, Rename):
            key = parents[-1].keys.get(str(last))
            return [_Cut(key.start, key.end, change.name)] if key else []
        if isinstance(change, Remove):
            cut = self._remove(parents, last)
            return [cut] if cut else []
        if isinstance(change, Add):
            return self._add(parents[-1], str(last), change)
        path = follow(self.root, change.route)
        if isinstance(change, Replace) and path[-1].style in ("{", ":") and "text" in path[-1].parts:
            path.append(path[-1].parts["text"])  # an option with its reason
        is_flow = any(node.is_flow for node in path[:-1])
        if isinstance(change, Enclose):
            return self._enclose(path[-1], change)
        return self._replace(path[-1], change.text, is_flow=is_flow)

    def _node_at(self, route: Sequence[str | int]) -> Node | None:
        """The value that a route leads to, if all its fields are there; a single item may stand without a list."""
        node = self.root
        for step in route:
            if step in node.parts:
                node = node.parts[step]
            elif isinstance(step, str):
                return None
        return node

    def _replace(self, node: Node, new: str, *, is_flow: bool) -> list[_Cut]:
        if node.parts or node.style in ("[", "{", "-", ":"):
            return []
        written = self._text[node.start : node.end]
        if node.style:
            begin = re.search(r"\n\s*|$", written).end() if node.style in "|>" else 1  # type: ignore[union-attr]
            end = len(written) - (node.style not in "|>")
            at = written.find(new, begin, end)
            if new and at >= 0 and written.count(new) == 1 and not re.search(r"[\\'\"\n]", new):
                return [
                    _Cut(node.start + begin, node.start + at, ""),
                    _Cut(node.start + at + len(new), node.start + end, ""),
                ]
            if node.style in "|>":
                return []
        made = write_scalar(new, node.style, is_flow=is_flow)
        space = " " if node.start == node.end and self._text[node.start - 1 : node.start] == ":" else ""
        return [_Cut(node.start, node.end, space + made)]

    def _enclose(self, node: Node, change: Enclose) -> list[_Cut]:
        written = self._text[node.start : node.end]
        if node.style not in ("", "'", '"') or not written:
            return []
        if not node.style and not _PLAIN_IN_FLOW.fullmatch(written):
            quoted = write_scalar(node.text, '"', is_flow=True)
            return [_Cut(node.start, node.end, f"{change.before}{quoted}{change.after}")]
        return [_Cut(node.start, node.start, change.before), _Cut(node.end, node.end, change.after)]

    def _add(self, parent: Node, beside: str, change: Add) -> list[_Cut]:
        key, value = parent.keys.get(beside), parent.parts.get(beside)
        if key is None or value is None:
            return []
        written = f"{change.name}: {write_scalar(change.text, '', is_flow=parent.is_flow)}"
        end = max(key.end, value.end)
        if parent.is_flow:
            return [_Cut(end, end, f", {written}")]
        indent = parent.start - (self._text.rfind("\n", 0, parent.start) + 1)
        line_end = self._line_end(end).start()
        newline = "\r\n" if "\r\n" in self._text else "\n"
        return [_Cut(line_end, line_end, f"{newline}{' ' * indent}{written}")]

    def _line_end(self, index: int) -> re.Match[str]:
        found = _LINE_END.search(self._text, index)
        assert found is not None, "every text has an end"
        return found

    def _remove(self, parents: list[Node], step: str | int) -> _Cut | None:
        parent = parents[-1]
        if step not in parent.parts:
            return None
        if len(parent.entries) == 1:
            if len(parents) < 2:
                return None
            above = next(name for name, part in parents[-2].parts.items() if part is parent)
            return self._remove(parents[:-1], above)
        place = parent.keys[str(step)] if parent.keys else parent.parts[step]
        return self.without(parent, next(n for n, entry in enumerate(parent.entries) if entry[0] == place.start))

    def without(self, parent: Node, index: int) -> _Cut | None:
        """The cut that takes a field or an item out; none if a comment would go with it."""
        text, entries = self._text, parent.entries
        start, end = entries[index]
        following = entries[index + 1][0] if index + 1 < len(entries) else None
        if parent.is_flow:
            cut = _Cut(start, following, "") if following is not None else _Cut(entries[index - 1][1], end, "")
            return None if self._has_comment(parent, cut) else cut
        line = text.rfind("\n", 0, start) + 1
        lead = text[line:start]
        is_behind_hyphen = parent.style == ":" and (lead.strip() != "" or (line == 0 and self._is_inside))
        if is_behind_hyphen:
            if following is None or lead.strip() not in ("", "-"):
                return None
            cut = _Cut(start, following, "")
        else:
            if parent.style == "-" and lead.strip() != "-":
                return None
            cut = _Cut(line, self._line_end(end).end(), "")
        return None if self._has_comment(parent, cut) else cut

    def _has_comment(self, parent: Node, cut: _Cut) -> bool:
        rest, at = "", cut.start
        for start, end in sorted(_scalars(parent)):
            if at <= start < cut.end:
                rest += self._text[at:start]
                at = end
        return "#" in rest + self._text[at : cut.end]


def _nodes_in(node: Node) -> Iterator[Node]:
    yield node
    for part in node.parts.values():
        yield from _nodes_in(part)


def _scalars(node: Node) -> Iterator[tuple[int, int]]:
    """The start and end of every key and text."""
    for key in node.keys.values():
        yield key.start, key.end
    for part in node.parts.values():
        yield from _scalars(part)
    if not node.parts:
        yield node.start, node.end


def write_scalar(text: str, style: str, *, is_flow: bool) -> str:
    """A text as YAML on one line: without quotes if that was the style and they are not needed, else in quotes."""
    if style == "" and (_PLAIN_IN_FLOW if is_flow else _PLAIN).fullmatch(text):
        return text
    if style == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return _TO_ESCAPE.sub(lambda found: f"\\u{ord(found[0]):04X}", json.dumps(text, ensure_ascii=False))


def apply_edits(text: str, edits: Sequence[Edit]) -> tuple[str, tuple[Extent, ...]]:
    """A file's text with edits, and the extents of what came into it; the edits do not overlap."""
    mark = text[:1] if text[:1] == "\ufeff" else ""
    text = text[len(mark) :]
    pieces, at, size, news = [mark], 0, 0, []
    for extent, new in sorted(edits):
        start = index_of(text, extent.line, extent.column)
        end = index_of(text, extent.end_line, extent.end_column)
        pieces += [text[at:start], new]
        size += start - at + len(new)
        news.append((size - len(new), size))
        at = end
    edited = "".join([*pieces, text[at:]])
    bare = edited[len(mark) :]
    return edited, tuple(extent_in(bare, start, end) for start, end in news)


def overlap(one: Extent, other: Extent) -> bool:
    """Whether two parts of a text have something in common, or touch."""
    return one[:2] <= other[2:] and other[:2] <= one[2:]
