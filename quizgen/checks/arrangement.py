"""Checks that pairs and sequences agree with the passage, by where their words stand in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from quizgen.book.word_weights import Stems, WordWeights
from quizgen.checks.check import Check
from quizgen.checks.subject import Subject
from quizgen.kinds.match import Match
from quizgen.kinds.order import Order
from quizgen.model.diagnostics import Finding, Severity, first_words

# Chosen on one half of the chapters of the first book's bank, and measured on the other (`python -m evals.mutants`).
_MIN_GAIN = 0.15
_WEIGHT_OF_TWO_SENTENCES = 0.7
_MIN_SHARE_OF_ITEM = 0.25
_WINDOW_WORDS = 12
_MIN_WORDS_BACK = 1


def pairs_fit_otherwise(subject: Subject[Match]) -> Iterator[Finding]:
    """No two pairs fit the passage better with their right sides exchanged.

    Two sides fit as well as one sentence, or with less weight two in a row, has the telling words of both. Words are
    compared as for `cites-elsewhere`. Pairs with a `cite` of their own are left to `part-not-in-passage`.

    Bad:
        kind: match
        prompt: "What does each do?"
        pairs: [["a crack", "spreads the beam thin"], ["a scratch", "throws the beam aside"]]
        cite: "A scratched panel is … farther off than he is"
    Good:
        kind: match
        prompt: "What does each do?"
        pairs: [["a crack", "throws the beam aside"], ["a scratch", "spreads the beam thin"]]
        cite: "A scratched panel is … farther off than he is"
    """
    if not subject.is_passage_located or subject.text is None or subject.question.derived:
        return
    weights = subject.text.weights
    windows = list(_windows(subject))
    every = [pair for pair in enumerate(subject.question.pairs) if not pair[1].cite]
    if len(every) < 2:
        return
    pairs = [(subject.stems(pair.left), subject.stems(pair.right)) for _, pair in every]
    lefts, rights = ([_shares(side, windows, weights) for side in sides] for sides in zip(*pairs, strict=True))
    fits = [[_fit(left, right, windows) for right in rights] for left in lefts]
    gains = [
        (fits[one][other] + fits[other][one] - fits[one][one] - fits[other][other], one, other)
        for one, other in combinations(range(len(pairs)), 2)
    ]
    gain, one, other = max(gains)
    if gain >= _MIN_GAIN:
        if fits[other][one] > fits[one][other]:
            one, other = other, one
        (index, first), (_, second) = every[one], every[other]
        left, right = first.left, second.right
        message = f"in the passage, “{first_words(right)}” stands with “{first_words(left)}” rather than with its pair"
        yield Finding(("pairs", index), message, "Are the two right sides exchanged? Else cite what joins each pair.")


class _Window(NamedTuple):
    """The stems of one sentence or of two, and how much they count."""

    stems: Stems
    weight: float


_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+|\n{2,}")


def _windows(subject: Subject) -> Iterator[_Window]:
    for passage in subject.passages:
        sentences = [subject.stems(each) for each in _SENTENCE_END.split(passage.text) if each.strip()]
        yield from (_Window(stems, 1.0) for stems in sentences)
        yield from (_Window(one | two, _WEIGHT_OF_TWO_SENTENCES) for one, two in pairwise(sentences))


def _shares(side: Stems, windows: Sequence[_Window], weights: WordWeights) -> Sequence[float]:
    """How much of a side each window has, from 0 to 1."""
    total = weights.total(side)
    return [weights.total(side & each.stems) / total if side else 1.0 for each in windows]


def _fit(left: Sequence[float], right: Sequence[float], windows: Sequence[_Window]) -> float:
    """How much of both sides the best window has, from 0 to 1; given how much each window has of either."""
    fits = (each.weight * one * other for each, one, other in zip(windows, left, right, strict=True))
    return max(fits, default=0.0)


def items_stand_otherwise(subject: Subject[Order]) -> Iterator[Finding]:
    """The passage names the items in their order.

    An item stands where a dozen words in a row have most of its telling words; words that several items share are left
    out. A passage may tell things in another order than they happened, so this check is off unless `book.yaml`
    switches it on.

    Bad:
        kind: order
        prompt: "What is done in the evening?"
        items: ["light the wick", "fill the lamp", "wind the clock"]
        cite: {chapter: "2", text: "So the order of the evening … wind the clock"}
    Good:
        kind: order
        prompt: "What is done in the evening?"
        items: ["fill the lamp", "trim and light the wick", "wind the clock"]
        cite: {chapter: "2", text: "So the order of the evening … wind the clock"}
    """
    if not subject.is_passage_located or subject.text is None or subject.question.derived:
        return
    weights = subject.text.weights
    words = weights.stems_in_order(subject.passage_text)
    items = [subject.stems(item.text) for item in subject.question.items]
    counts = Counter(stem for stems in items for stem in stems)
    places = [
        (index, place)
        for index, stems in enumerate(items)
        if (place := _place(frozenset(stem for stem in stems if counts[stem] == 1), words, weights)) is not None
    ]
    for (one, before), (other, after) in combinations(places, 2):
        if before - after >= _MIN_WORDS_BACK:
            first, second = (first_words(subject.question.items[index].text) for index in (one, other))
            message = f"the passage has “{second}” before “{first}”"
            yield Finding(("items", one), message, "Put them in order, or `ignore` this with the reason.")
            return


def _place(item: Stems, words: Sequence[str], weights: WordWeights) -> float | None:
    """The middle of an item's words where most of them stand together; None where too few do."""
    total = weights.total(item)
    best, place = 0.0, None
    for hit in [at for at, word in enumerate(words) if word in item]:
        start = max(0, hit - _WINDOW_WORDS + 1)  # the first window that has it: no other can have more
        hits = [at for at in range(start, min(start + _WINDOW_WORDS, len(words))) if words[at] in item]
        share = weights.total({words[at] for at in hits}) / total
        if share > best + 1e-9:
            best, place = share, sum(hits) / len(hits)
    return place if best >= _MIN_SHARE_OF_ITEM else None


CHECKS = (
    Check(pairs_fit_otherwise, Severity.WARNING, reads_text=True),
    Check(items_stand_otherwise, Severity.WARNING, reads_text=True, is_on=False),
)
