"""A check that the options of a question are written as a person would say them."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.checks.check import Check
from quizgen.checks.english import is_name
from quizgen.checks.subject import Subject
from quizgen.kinds.choice import Choice
from quizgen.kinds.multiple import Multiple
from quizgen.model.diagnostics import Finding, Severity


def options_of_one_pattern(subject: Subject[Choice | Multiple]) -> Iterator[Finding]:
    """Options are not all written to one pattern: the same first word, and as many words in each.

    Options of a kind and of similar length are fair; where each is bent into the form of the others, they are no
    longer what a person would say. Three options or more of four words or more are looked at; names are left alone.

    Bad:
        kind: choice
        prompt: "Why does the keeper wind the clock at dusk?"
        answer: "because its weight falls for six hours"
        distractors: ["because its spring holds for ten hours", "because its bell rings for two hours"]
    Good:
        kind: choice
        prompt: "Why does the keeper wind the clock at dusk?"
        answer: "because its weight falls for six hours"
        distractors: ["the spring would break by day", "so that the bell rings at midnight"]
    """
    options = subject.options
    if len(options) < _FEWEST_OF_A_PATTERN or min(len(option.words) for option in options) < _SHORTEST_OF_A_PATTERN:
        return
    if all(is_name(option.text) for option in options):
        return
    begins_alike = len({option.words[0] for option in options}) == 1
    if begins_alike and len({len(option.words) for option in options}) == 1:
        count, first = len(options[0].words), options[0].words[0]
        message = f"all {len(options)} options begin with “{first}” and have {count} words"
        yield Finding(options[0].route, message, "Write them as a person would say them, of similar length.")


_FEWEST_OF_A_PATTERN = 3
_SHORTEST_OF_A_PATTERN = 4

CHECKS = (Check(options_of_one_pattern, Severity.WARNING, is_on=False),)
