"""A wording and its counterpart in a copy → what differs, and whether another edition may account for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import IntEnum

from quizgen.text.figures import read_figures
from quizgen.text.han_figures import HAN_NUMERALS
from quizgen.text.names import fold, read_names
from quizgen.text.number_words import NUMBER_WORDS
from quizgen.text.scripts import close_up, count_unspaced
from quizgen.text.tokens import Tokens, read_tokens
from quizgen.text.words import WordRule

Run = tuple[str, ...]
Extent = tuple[int, int]


class Weight(IntEnum):
    """How much a difference says against two wordings being the same.

    SPELLING: the words are divided differently, or a word that is rare in the copy is nearly the other (a misread or
    mistyped letter; labour and labor). SLIP: one letter makes another word of the copy (of, or). WORDING: one word is
    a different one. CONTRARY: a figure, a name or a negation differs, or too much does.
    """

    NONE = 0
    SPELLING = 1
    SLIP = 2
    WORDING = 3
    CONTRARY = 4


@dataclass(frozen=True, slots=True)
class Difference:
    """How two wordings differ. ``figure`` is the first figure that differs, as each of them has it.

    ``intact`` is the number of words that are the same in both.
    """

    weight: Weight
    figure: tuple[str, str] | None = None
    intact: int = 0


_NEGATIONS = frozenset(
    "no not never neither nor none nothing nobody nowhere cannot without hardly".split()  # noqa: SIM905 (a word list)
).union("不没沒无無非未勿莫别別")
_MAX_MISREAD_COUNT = 2
"""A word of a copy may be misread if it occurs at most this often (twice: a page may be printed twice),"""
_MIN_COUNT_RATIO = 40
"""or if it is this many times rarer than the word that it may be misread from."""
FEWEST_INTACT = 4
_LETTERS = str.maketrans("015", "ols")
_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
_MIXED = re.compile(r"(?<!\w)(?!\d+(?:st|nd|rd|th|s)?(?!\w))(?=\w*[015])(?:[015']|[^\W\d_])+(?!\w)", re.IGNORECASE)
"""A word in which a scanner misread letters as digits."""


def compare(written: str, stands: str, before: str, count: Callable[[str], int], rule: WordRule) -> Difference:
    """Weigh the difference between an anchor and a place; ``before`` is the copy's text in front of the place.

    ``count`` says how often the copy has a word.
    """
    one, other = read_tokens(written, rule), read_tokens(stands, rule)
    changes = list(_changes(one.words, other.words))
    for (a, b), (c, d) in changes:
        if not _say_one_figure(one.words[a:b], other.words[c:d], count):
            return Difference(Weight.CONTRARY, (_extent(one, (a, b)), _extent(other, (c, d))))
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
    """The extents that differ in both; equally long ones are divided word by word."""
    for change, a, b, c, d in SequenceMatcher(None, written, stands, autojunk=False).get_opcodes():
        if change == "replace" and b - a == d - c and not _are_run_together(written[a:b], stands[c:d]):
            yield from (((a + step, a + step + 1), (c + step, c + step + 1)) for step in range(b - a))
        elif change != "equal":
            yield (a, b), (c, d)


def _weigh(written: Run, stands: Run, count: Callable[[str], int], *, is_name: bool) -> Weight:
    from rapidfuzz.distance import Levenshtein

    one, other = "".join(written), "".join(stands)
    if _scanner_shape(one) == _scanner_shape(other) or any(map(_is_number, written)):
        return Weight.SPELLING
    if _is_negated(stands) and not _is_negated(written):
        return Weight.CONTRARY
    if count_unspaced(one[:1]) or count_unspaced(other[:1]):  # each word is a letter: any two are one edit apart
        return Weight.WORDING if len(written) <= 1 and len(stands) <= 1 else Weight.CONTRARY
    edits = min(Levenshtein.distance(one, other), Levenshtein.distance(_scanner_shape(one), _scanner_shape(other)))
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
    """Whether a word is joined to its neighbour (``ofthe``), which the copy has as a word of its own too."""
    beside = other.removesuffix(one) if other.endswith(one) else other.removeprefix(one)
    return len(one) > 1 and beside != other and count(beside) > _MAX_MISREAD_COUNT


def _is_foreign(written: Run, stands: Run, count: Callable[[str], int]) -> bool:
    """Whether either wording has a word that is foreign to the copy: misread, mistyped, or a regional spelling."""
    if any(_MIXED.fullmatch(word) for word in stands):
        return True
    here, there = (max((count(word) for word in words), default=0) for words in (written, stands))
    return any(count(word) <= max(_MAX_MISREAD_COUNT, here // _MIN_COUNT_RATIO) for word in stands) or any(
        count(word) <= there // _MIN_COUNT_RATIO for word in written
    )


def _scanner_shape(word: str) -> str:
    """A word with characters that scanners confuse mapped to one of them."""
    return word.translate(_LETTERS).replace("i", "l").replace("rn", "m").replace("cl", "d").replace("vv", "w")


def _say_one_figure(written: Run, stands: Run, count: Callable[[str], int]) -> bool:
    """Whether differing words agree in figures: they have none, the same one in another spelling, or a misread one.

    A misread number word is rare in the copy, and one letter away from the written number word and from no other.
    """
    from rapidfuzz.distance import Levenshtein

    words = [word.translate(_LETTERS) if _MIXED.fullmatch(word) else word for word in stands]
    if not any(map(_is_number, (*written, *words))) or (
        _are_run_together(written, tuple(words)) and not any(map(str.isdigit, words))
    ):
        return True
    one, other = read_figures(" ".join(written)), read_figures(" ".join(words))
    if one and [figure.readings for figure in one] == [figure.readings for figure in other]:
        return any(map(str.isdigit, (*"".join(written), *"".join(words))))  # two and twice are different words
    if len(written) != 1 or len(words) != 1 or words[0] in NUMBER_WORDS or count(stands[0]) > _MAX_MISREAD_COUNT:
        return False
    near = [each for each in NUMBER_WORDS if Levenshtein.distance(words[0], each, score_cutoff=1) <= 1]
    return near == [*written]


def _is_number(word: str) -> bool:
    return (
        word in NUMBER_WORDS
        or word in HAN_NUMERALS
        or any(map(str.isdigit, word))
        or (len(word) > 1 and _ROMAN.fullmatch(word) is not None)
    )


def _extent(tokens: Tokens, extent: Extent) -> str:
    first, last = extent
    return tokens.text[slice(*tokens.extent(first, last))] if first < last else ""


def _are_run_together(written: Run, stands: Run) -> bool:
    """Whether both have the same letters, divided differently into words."""
    return "".join(written) == "".join(stands)


def _is_negated(words: Run) -> bool:
    return any(word in _NEGATIONS or word.endswith("n't") for word in words)


def _names(text: str, tokens: Tokens, offset: int) -> frozenset[int]:
    """The indices of the tokens that are names; their own text begins at ``offset`` in ``text``."""
    starts = {start + offset: place for place, (start, _) in enumerate(tokens.all_bounds())}
    return frozenset(starts[name.start] for name in read_names(text) if not name.opens and name.start in starts)


def room_for_edits(words: Run) -> int:
    """The maximum number of letters that may differ: a fifth, but at least two."""
    return max(2, len(" ".join(words)) // 5)


def show(written: str, stands: str, what: str, rule: WordRule) -> str:
    """The difference word by word, for a message; ``what`` names the source of the written words."""
    here, there = rule.split(written), rule.split(stands)
    changes = []
    for change, a, b, c, d in SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
        one, other = close_up(" ".join(here[a:b])), close_up(" ".join(there[c:d]))
        if change == "replace":
            changes.append(f"“{other}” where {what} has “{one}”")
        elif change == "delete":
            changes.append(f"no “{one}”")
        elif change == "insert":
            changes.append(f"“{other}” that {what} leaves out")
    return ", ".join(changes) or "the same words, divided otherwise"
