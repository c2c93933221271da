"""A solution → its answer as a key prints it in a Word document, and the places and passages that support it."""

from __future__ import annotations

from typing import assert_never

from quizgen.assembly.quiz import Item
from quizgen.kinds.response import (
    Arrange,
    Calculate,
    Compose,
    Deletion,
    Fill,
    Interval,
    Judge,
    Pair,
    Recall,
    Select,
    Write,
)
from quizgen.outputs.docx.flow import Flow
from quizgen.outputs.markup import gapped, inline, quantity
from quizgen.outputs.places import say_place
from quizgen.outputs.points import in_halves, share_points
from quizgen.outputs.solution import Solution, letter
from quizgen.outputs.support import find_support


def write_answer(flow: Flow, solution: Solution) -> None:
    """Write what is right, by the form of the response."""
    words, entry, response = flow.words, solution.entry, solution.entry.response
    match response:
        case Select():
            for index in solution.options:
                flow.begin("Answer")
                flow.say(f"{letter(index)} ", bold=True)
                flow.prose(entry.options[index], bold=True)
        case Judge():
            flow.begin("Answer")
            flow.say(words["true" if response.answer else "false"], bold=True)
            if response.instead:
                flow.begin("Answer")
                flow.say(f"{words['should_read']} ")
                flow.prose(response.instead)
        case Write():
            flow.begin("Answer")
            flow.prose(response.accepted[0], bold=True)
            if len(response.accepted) > 1:
                flow.begin("Detail")
                flow.say(f"{words['also_right']} ")
                for index, text in enumerate(response.accepted[1:]):
                    flow.say("; " if index else "")
                    flow.prose(text)
        case Calculate():
            _write_number(flow, response)
        case Fill():
            flow.begin("Answer")
            flow.html("".join(_filled(part) for part in gapped(response)))
        case Arrange():
            number = flow.file.begin_numbers()
            for item in response.items:
                flow.begin("Listed", level=0, list_number=number)
                flow.prose(item)
        case Pair():
            for index, (left, right) in enumerate(response.pairs):
                flow.begin("Listed")
                flow.prose(left)
                flow.say(" → ")
                flow.say(f"{' / '.join(solution.labels[index])} ", bold=True)
                flow.prose(right)
                if why := response.why(index):
                    flow.say(" – ")
                    flow.prose(why)
        case Recall():
            flow.begin("Answer")
            flow.prose(response.term, bold=True)
            if not response.is_named:
                flow.say(": ")
                flow.prose(response.definition)
        case Compose():
            flow.begin("Detail")
            flow.say(words["points"])
            worths = share_points(entry.points, len(response.points))
            for index, point in enumerate(response.points):
                flow.begin("Listed", level=0, list_number=flow.file.bullets)
                flow.say(f"{in_halves(worths[index], words.language)} " if worths else "", bold=True)
                flow.prose(point)
        case _:
            assert_never(response)


def _filled(part: str | Deletion) -> str:
    return str(part) if isinstance(part, str) else f"<b>{inline(part.words)}</b>"


def _write_number(flow: Flow, response: Calculate) -> None:
    words, exact = flow.words, flow.words.numbers.exact
    flow.begin("Answer")
    flow.html(quantity(exact(response.answer), response.unit, words.numbers.percent), bold=True)
    own, *others = response.accepted
    if own.low != own.high:
        flow.begin("Detail")
        flow.say(words["from_to"].format(low=exact(own.low), high=exact(own.high)))
    if others:
        flow.begin("Detail")
        said = "; ".join(_say_interval(flow, each) for each in others)
        flow.say(f"{words['also_right']} {said}")


def _say_interval(flow: Flow, each: Interval) -> str:
    exact = flow.words.numbers.exact
    if each.low == each.high:
        return exact(each.low)
    return flow.words["range"].format(low=exact(each.low), high=exact(each.high))


def write_grounds(flow: Flow, item: Item) -> None:
    """Write the passages, in which the words are marked that answer the question, and the places without one."""
    words = flow.words
    for passage in item.passages:
        with flow.whole():
            for runs in find_support(passage, item.question, words.language.code):
                flow.begin("Passage")
                flow.runs(runs)
            flow.begin("Passage")
            flow.say(say_place(passage.place, words), italic=True)
    shown = {passage.place for passage in item.passages}
    others = [place for place in dict.fromkeys(item.places) if place not in shown]
    if others:
        flow.begin("Detail")
        flow.say(f"{words['place']}: {'; '.join(say_place(place, words) for place in others)}")
