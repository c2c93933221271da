"""Words as they were written and as they stand in a copy → what differs, and whether it can be another edition's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import IntEnum

from quizgen.text.figures import read_figures
from quizgen.text.names import fold, read_names
from quizgen.text.number_words import NUMBER_WORDS
from quizgen.text.words import Words, read_words, split_words

Run = tuple[str, ...]
Extent = tuple[int, int]


class Weight(IntEnum):
    """How much a difference says against two wordings being the same.

    SPELLING: the words are divided otherwise, or one that the copy has nowhere else is nearly the other (a misread or
    mistyped letter, labour and labor). SLIP: one letter makes another word of the copy (of, or). WORDING: a word is
    another one. CONTRARY: a figure, a name or a negation differs, or too much does.
    """

    NONE = 0
    SPELLING = 1
    SLIP = 2
    WORDING = 3
    CONTRARY = 4


@dataclass(frozen=True, slots=True)
class Difference:
    """What two wordings differ in; ``figure`` is what both have for the first figure that differs, if one does.

    ``intact`` is how many of the words stand there as they were written.
    """

    weight: Weight
    figure: tuple[str, str] | None = None
    intact: int = 0


_NEGATIONS = frozenset(
    "no not never neither nor none nothing nobody nowhere cannot without hardly".split()  # noqa: SIM905 (a word list)
)
_RARE = 2
"""A word that a copy has so often may be a misread one; a page may be printed twice."""
_SELDOM = 40
"""Or one that it has so many times less often than the word it may be misread from."""
FEWEST_INTACT = 4
_LETTERS = str.maketrans("015", "ols")
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_MIXED = re.compile(r"(?<!\w)(?!\d+(?:st|nd|rd|th|s)?(?!\w))(?=\w*[015])(?:[015']|[^\W\d_])+(?!\w)", re.IGNORECASE)
"""A word of letters in which a scanner read some as digits."""


def compare(written: str, stands: str, before: str, count: Callable[[str], int]) -> Difference:
    """Weigh the difference between an anchor and a place; ``before`` is the copy's text in front of the place.

    ``count`` says how often the copy has a word.
    """
    one, other = read_words(written), read_words(stands)
    changes = list(_changes(one.words, other.words))
    for (a, b), (c, d) in changes:
        if not _say_one_figure(one.words[a:b], other.words[c:d], count):
            return Difference(Weight.CONTRARY, (_extent(written, one, (a, b)), _extent(stands, other, (c, d))))
    names, names_there = _names(written, one, 0), _names(before + stands, other, len(before))
    weights = [
        _weigh(
            one.words[a:b],
            other.words[c:d],
            count,
            is_name=not names.isdisjoint(range(a, b)) or not names_there.isdisjoint(range(c, d)),
        )
        for (a, b), (c, d) in changes
    ]
    intact = len(one) - sum(b - a for (a, b), _ in changes)
    heaviest = max(weights, default=Weight.NONE)
    if heaviest is Weight.WORDING and (weights.count(Weight.WORDING) > 1 or intact < FEWEST_INTACT):
        heaviest = Weight.CONTRARY
    return Difference(heaviest, intact=intact)


def _changes(written: Run, stands: Run) -> Iterator[tuple[Extent, Extent]]:
    """The words of both that differ: one by one, where as many stand for as many."""
    for change, a, b, c, d in SequenceMatcher(None, written, stands, autojunk=False).get_opcodes():
        if change == "replace" and b - a == d - c and not _are_run_together(written[a:b], stands[c:d]):
            yield from (((a + step, a + step + 1), (c + step, c + step + 1)) for step in range(b - a))
        elif change != "equal":
            yield (a, b), (c, d)


def _weigh(written: Run, stands: Run, count: Callable[[str], int], *, is_name: bool) -> Weight:
    from rapidfuzz.distance import Levenshtein

    one, other = "".join(written), "".join(stands)
    if _look(one) == _look(other) or any(map(_is_number, written)):
        return Weight.SPELLING
    if _is_negated(stands) and not _is_negated(written):
        return Weight.CONTRARY
    edits = min(Levenshtein.distance(one, other), Levenshtein.distance(_look(one), _look(other)))
    if one and other and _is_foreign(written, stands, count):
        is_near = edits <= (1 if is_name or len(one) < 5 else 2 if len(one) < 9 else 3)
        if is_near or _is_run_on(one, other, count):
            return Weight.SPELLING
    if _is_negated(written) or (is_name and [*map(fold, written)] != [*map(fold, stands)]):
        return Weight.CONTRARY
    if len(written) == len(stands) == 1 and edits <= 1:
        return Weight.SLIP
    return Weight.WORDING if len(written) <= 1 and len(stands) <= 1 else Weight.CONTRARY


def _is_run_on(one: str, other: str, count: Callable[[str], int]) -> bool:
    """Whether a word is run together with the one beside it, ``ofthe``: a word that the copy has by itself too."""
    beside = other.removesuffix(one) if other.endswith(one) else other.removeprefix(one)
    return len(one) > 1 and beside != other and count(beside) > _RARE


def _is_foreign(written: Run, stands: Run, count: Callable[[str], int]) -> bool:
    """Whether one of two wordings has a word that is none of the copy's: misread, mistyped, or of another country."""
    if any(_MIXED.fullmatch(word) for word in stands):
        return True
    here, there = (max((count(word) for word in words), default=0) for words in (written, stands))
    return any(count(word) <= max(_RARE, here // _SELDOM) for word in stands) or any(
        count(word) <= there // _SELDOM for word in written
    )


def _look(word: str) -> str:
    """A word as it looks from afar: what scanners take one letter for is written as that letter."""
    return word.translate(_LETTERS).replace("i", "l").replace("rn", "m").replace("cl", "d").replace("vv", "w")


def _say_one_figure(written: Run, stands: Run, count: Callable[[str], int]) -> bool:
    """Whether words that differ say the same of figures: nothing, one in another spelling, or a misread number word.

    That is a word the copy has nowhere else, one letter from the number word that was written and from no other.
    """
    from rapidfuzz.distance import Levenshtein

    words = [word.translate(_LETTERS) if _MIXED.fullmatch(word) else word for word in stands]
    if not any(map(_is_number, (*written, *words))) or (
        _are_run_together(written, tuple(words)) and not any(map(str.isdigit, words))
    ):
        return True
    one, other = read_figures(" ".join(written)), read_figures(" ".join(words))
    if one and [figure.readings for figure in one] == [figure.readings for figure in other]:
        return any(map(str.isdigit, (*"".join(written), *"".join(words))))  # two and twice are not one word
    if len(written) != 1 or len(words) != 1 or words[0] in NUMBER_WORDS or count(stands[0]) > _RARE:
        return False
    near = [each for each in NUMBER_WORDS if Levenshtein.distance(words[0], each, score_cutoff=1) <= 1]
    return near == [*written]


def _is_number(word: str) -> bool:
    return word in NUMBER_WORDS or any(map(str.isdigit, word)) or (len(word) > 1 and _ROMAN.fullmatch(word) is not None)


def _extent(text: str, words: Words, extent: Extent) -> str:
    first, last = extent
    return text[slice(*words.extent(first, last))] if first < last else ""


def _are_run_together(written: Run, stands: Run) -> bool:
    """The same letters, divided otherwise."""
    return "".join(written) == "".join(stands)


def _is_negated(words: Run) -> bool:
    return any(word in _NEGATIONS or word.endswith("n't") for word in words)


def _names(text: str, words: Words, offset: int) -> frozenset[int]:
    """Which of the words, that begin at an offset of a text, are names."""
    starts = {start + offset: place for place, (start, _) in enumerate(words.all_bounds())}
    return frozenset(starts[name.start] for name in read_names(text) if not name.opens and name.start in starts)


def room_for_edits(written: str) -> int:
    """How many letters of words may differ at most: two, or a fifth."""
    return max(2, len(" ".join(split_words(written))) // 5)


def show(written: str, stands: str, what: str) -> str:
    """The difference word by word, for a message; ``what`` has the words that were written."""
    here, there = split_words(written), split_words(stands)
    changes = []
    for change, a, b, c, d in SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
        one, other = " ".join(here[a:b]), " ".join(there[c:d])
        if change == "replace":
            changes.append(f"“{other}” where {what} has “{one}”")
        elif change == "delete":
            changes.append(f"no “{one}”")
        elif change == "insert":
            changes.append(f"“{other}” that {what} leaves out")
    return ", ".join(changes) or "the same words, divided otherwise"
