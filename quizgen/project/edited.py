"""Two texts of a file, before and after edits → whether these changed what they were to change, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quizgen.model.diagnostics import Edit, Extent, Route
from quizgen.project.yaml_document import parse_document
from quizgen.project.yaml_edits import overlap
from quizgen.project.yaml_items import parse_items
from quizgen.project.yaml_span import Node, YamlSpan, read_nodes


def is_only_edited(before: str, after: str, edits: Sequence[Edit], news: Sequence[Extent]) -> bool:
    """Whether all that is read otherwise stands where an edit was made, and no question's id changed.

    ``news`` are the extents of the edits in the text after them. Questions that could not be read before may be
    whatever they are now; all others have to be there, in their order.
    """
    whole, whole_now = _whole(before), _whole(after)
    if whole and whole_now:
        olds: list[YamlSpan | None] = [whole]
        currents: list[YamlSpan | None] = [whole_now]
    else:
        olds, currents = _parts(before), _parts(after)
    if not olds:  # nothing could be read
        return bool(currents) or whole_now is not None
    if len(olds) != len(currents) or not _has_as_many(whole, whole_now):
        return False
    went = [edit.extent for edit in edits]
    return all(
        old is None or (current is not None and _is_same(old, current, went, news))
        for old, current in zip(olds, currents, strict=True)
    )


def _whole(text: str) -> YamlSpan | None:
    """The whole file in one; None if it cannot be read."""
    read = parse_document(text, "")
    return None if read.value is None else read.yaml_span


def _has_as_many(one: YamlSpan | None, other: YamlSpan | None) -> bool:
    """Whether two files have as many questions, if both have a list of them."""
    found = [read_nodes(span).parts.get("questions") for span in (one, other) if span is not None]
    return len({len(questions.entries) for questions in found if questions is not None}) <= 1


def _parts(text: str) -> list[YamlSpan | None]:
    """What is around the questions, and each of them, None if it cannot be read; nothing if they cannot be told."""
    parsed = parse_items(text, "", "questions", {})
    if parsed is None or parsed[0].value is None:
        return []
    around, items = parsed
    return [around.yaml_span, *(item.span for item in items)]


class _Scalar(NamedTuple):
    text: str
    extents: tuple[Extent, ...]
    """Its own, and those of the keys on the way to it."""


def _is_same(old: YamlSpan, current: YamlSpan, went: Sequence[Extent], came: Sequence[Extent]) -> bool:
    olds, currents = (dict(_scalars(read_nodes(span), (), ())) for span in (old, current))
    for scalars, others, edited in ((olds, currents, went), (currents, olds, came)):
        for route, scalar in scalars.items():
            if route in others and others[route].text == scalar.text:
                continue
            if not any(overlap(extent, each) for extent in scalar.extents for each in edited):
                return False
    return all(currents[route].text == olds[route].text for route in olds.keys() & currents.keys() if _is_id(route))


def _is_id(route: Route) -> bool:
    return route[-1:] == ("id",) and len(route) in (1, 3)  # of a question by itself, or in a file with all


def _scalars(node: Node, route: Route, above: tuple[Extent, ...]) -> Iterator[tuple[Route, _Scalar]]:
    if not node.parts:
        yield route, _Scalar(node.text + (node.style if node.is_flow else ""), (*above, node.extent))
    for step, part in node.parts.items():
        key = node.keys.get(str(step))
        yield from _scalars(part, (*route, step), (*above, key.extent) if key else above)
