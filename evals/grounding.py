"""Measure how many figures of a book are recognised in another spelling, and how many altered ones are rejected.

Run as `python -m evals.grounding` with the first book's copy in `$QUIZGEN_LIBRARY`; `-v` lists the failures. Figures
are found and spelt by code of this module, so that the code under test does not judge itself.
"""

from __future__ import annotations

import random
import re
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from sentencex import segment

from evals.first_book import read_first_book
from quizgen.book.book_text import BookText
from quizgen.text.figure import agree
from quizgen.text.figures import read_figures

TUNED_ON = ("intro", "1", "2", "3", "4")
MOST_FALSE_ALARMS, FEWEST_REJECTED = 0.01, 0.96
ROUNDS = 5
"""The number of spellings and of alterations tried for each figure."""

# --- the true figures -------------------------------------------------------------------------

SMALL = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen""".split()  # noqa: SIM905 (a list of strings, one a line, is harder to read)
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
RANKS = """zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth""".split()  # noqa: SIM905 (as above)
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
VULGAR = {Fraction(1, 2): "½", Fraction(1, 3): "⅓", Fraction(1, 4): "¼", Fraction(3, 4): "¾", Fraction(2, 3): "⅔"}
TIMES = {2: ("twice", "double", "twofold"), 3: ("threefold", "three times", "triple")}


@dataclass(frozen=True, slots=True)
class Truth:
    """A figure of the book: its value, its sort (number, per cent, year, rank, part, times), scale and unit."""

    value: Fraction
    sort: str
    scale: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its text with the sentences before and after it in the paragraph, and its first line in the copy."""

    line: int
    text: str
    around: str


_AMOUNT = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?"
_COUNT = rf"(?!1[789]\d\d\b)(?:{_AMOUNT})"  # not a year: a year cannot end a range of millions
_SCALED = r"(?P<scale>thousand|million|billion)s?\b"
_WORDS = "|".join([*SMALL[2:], *TENS[2:]])
_PATTERNS = (
    (
        "rank",
        rf"(?<![\d/])(?P<a>\d+)(?:st|nd|rd|th)\b|\b(?P<word>{'|'.join(RANKS[2:])})\b(?=\s(?:place|year|congress|plan)\b)",
    ),
    ("mixed", r"\b(?P<a>\d+) (?P<n>\d)/(?P<d>\d+)\b"),
    (
        "part",
        r"(?<!\d )\b(?P<n>\d)/(?P<d>\d+)(?:\b|(?=rd|th))"
        r"|\ba (?P<word>third|quarter|fourth|fifth|tenth)(?= (?:of|as|the)\b)",
    ),
    (
        "per cent",
        rf"(?:(?<![\d.,])(?P<a>{_COUNT})(?:-| to | or | and )(?:an? )?)?(?<![\d.,])(?P<b>{_AMOUNT})(?:%| per cent)",
    ),
    ("number", rf"(?:(?<![\d.,])(?P<a>{_COUNT})(?:-| to | or )(?:an? )?)?(?<![\d.,])(?P<b>{_AMOUNT}) {_SCALED}"),
    ("year", r"\b(?P<a>1[789]\d\d)-(?P<short>\d\d)\b|\b(?P<b>1[789]\d\d)\b"),
    ("number", rf"(?<![\d.,/])(?P<a>{_AMOUNT})(?![\d/]|[.,]\d|-?[a-z]|%)"),
    ("number", rf"(?<!-)\b(?P<word>{_WORDS})\b(?!-| (?:and|hundred|thousand|million))"),
    ("times", r"\b(?P<word>twice|double|tripled)\b"),
)
_FINDERS = tuple((sort, re.compile(pattern)) for sort, pattern in _PATTERNS)


def stands(truth: Truth, text: str) -> bool:
    """Whether a text contains the value, in digits or as a word, even one that belongs to another figure or a name."""
    others = {(other.value, other.sort in ("rank", "per cent")) for other in truths(text)}
    if (truth.value, truth.sort in ("rank", "per cent")) in others:
        return True
    words = [*SMALL[1:], *TENS[2:], *RANKS[1:]] if truth.value.denominator == 1 and not truth.scale else []
    named = {in_words(int(truth.value)), rank_in_words(int(truth.value))} if truth.value < 100 else set()
    return any(re.search(rf"\b{word}\b", text, re.IGNORECASE) for word in words if word in named)


def truths(text: str) -> Iterator[Truth]:
    """The figures of a sentence whose value is unambiguous; each part of the text is read only once."""
    for sort, finder in _FINDERS:
        for found in finder.finditer(text):
            groups = {name: value for name, value in found.groupdict().items() if value}
            yield from _truths(sort, groups, _unit(text[found.end() :]))
        text = finder.sub(lambda found: "#" * len(found[0]), text)


def _truths(sort: str, groups: dict[str, str], unit: str) -> Iterator[Truth]:
    values = [_amount(groups[name]) for name in ("a", "b") if name in groups]
    word = groups.get("word", "")
    if "short" in groups:
        values.append(values[0] - values[0] % 100 + int(groups["short"]))
    if sort == "mixed":
        yield Truth(values[0] + Fraction(int(groups["n"]), int(groups["d"])), "number", unit=unit)
    elif sort == "part":
        size = {"third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}
        yield Truth(Fraction(int(groups.get("n", "1")), size[word] if word else int(groups["d"])), sort)
    elif sort == "times":
        yield Truth(Fraction(3 if word == "tripled" else 2), sort)
    elif word:
        number = (
            RANKS.index(word) if sort == "rank" else (SMALL.index(word) if word in SMALL else 10 * TENS.index(word))
        )
        yield Truth(Fraction(number), sort, unit=unit)
    else:
        scale = groups.get("scale", "")
        is_year = sort == "number" and values[0] in range(1700, 2000) and values[0].denominator == 1 and not unit
        for value in values:
            yield Truth(
                value * SCALES.get(scale, 1), "year" if is_year else sort, scale, unit if sort != "year" else ""
            )


def _amount(written: str) -> Fraction:
    return Fraction(written.replace(",", ""))


_NO_UNIT = frozenset("to or and in as of by at on per for the a was were had is are than from but".split())  # noqa: SIM905


def _unit(after: str) -> str:
    found = re.match(r" ([a-z]{3,})\b", after)
    return found[1] if found and found[1] not in _NO_UNIT else ""


def sentences(text: BookText, key: str) -> Iterator[Sentence]:
    for paragraph in text.chapters[key].paragraphs:
        start, end = text.flow.paragraph_offsets(paragraph)
        pieces = list(segment(text.book.language, re.sub(r"\s", " ", text.flow.text[start:end])))
        for index, piece in enumerate(pieces):
            line = text.flow.lines[bisect_right(text.flow.starts, start) - 1] + 1
            start += len(piece)
            if re.search(r"[.?!:][\"')\]]*$", piece.strip()):
                yield Sentence(line, _plain(piece), _plain(" ".join(pieces[max(0, index - 1) : index + 2])))


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


# --- other spellings --------------------------------------------------------------------------


def in_words(number: int) -> str:
    if number < 20:
        return SMALL[number]
    if number < 100:
        return TENS[number // 10] + (f"-{SMALL[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{SMALL[number // 100]} hundred" + (f" and {in_words(number % 100)}" if number % 100 else "")
    name, size = next((name, size) for name, size in reversed(SCALES.items()) if number >= size)
    rest = number % size
    return f"{in_words(number // size)} {name}" + (
        f"{', ' if rest >= 100 else ' and '}{in_words(rest)}" if rest else ""
    )


def rank_in_words(number: int) -> str:
    if number < 20:
        return RANKS[number]
    unit = number % 10
    return f"{TENS[number // 10]}-{RANKS[unit]}" if unit else f"{TENS[number // 10][:-1]}ieth"


def spellings(truth: Truth) -> list[str]:
    """Ways to write a figure with its unit."""
    value, unit = truth.value, f" {truth.unit}" if truth.unit else ""
    if truth.sort == "year":
        number = int(value)
        return [str(number), f"{in_words(number // 100)} {in_words(number % 100)}" if number % 100 > 9 else str(number)]
    if truth.sort == "rank":
        number = int(value)
        ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return [
            f"the {spelt}{unit}" for spelt in (f"{number}{ending}", *([rank_in_words(number)] if number < 100 else []))
        ]
    if truth.sort == "part":
        return _parts(value)
    if truth.sort == "times" and value in TIMES:
        return list(TIMES[int(value)])
    if truth.sort == "per cent":
        return [f"{number}{sign}" for number in _numbers(value) for sign in ("%", " %", " per cent", " percent")]
    written = [f"{number}{unit}" for number in _numbers(value)]
    for name, size in SCALES.items():
        if truth.scale == name or (truth.scale == "" and value >= size > 1000):
            written += [f"{number} {name}{unit}" for number in _numbers(value / size, short=True)]
    return written


def _parts(value: Fraction) -> list[str]:
    written = [f"{value.numerator}/{value.denominator}", *([VULGAR[value]] if value in VULGAR else [])]
    if value.denominator in range(3, 20):
        name = RANKS[value.denominator] + ("s" if value.numerator > 1 else "")
        written += [f"{in_words(value.numerator)}-{name}", f"{in_words(value.numerator)} {name}"]
        written += [f"a {name}"] if value.numerator == 1 else []
    if value.denominator == 4:
        written += [f"{in_words(value.numerator)} quarter" + ("s" if value.numerator > 1 else "")]
    if value == Fraction(1, 2):
        written += ["half", "one half", "a half"]
    return written


def _numbers(value: Fraction, *, short: bool = False) -> list[str]:
    whole, part = divmod(value, 1)
    number = int(whole)
    if not part:
        written = [f"{number}", f"{number:,}", in_words(number)]
        return (
            written if short or number < 1000 else [*written, *(f"{number:,}".replace(",", mark) for mark in " \u00a0")]
        )
    written = [_decimal(value)] if _decimal(value) else []
    if part in VULGAR or not written:
        spelt = {Fraction(1, 2): "a half", Fraction(3, 4): "three quarters"}.get(part)
        written += [f"{number} {part}" if number else f"{part}"]
        written += [f"{number or ''}{VULGAR[part]}"] if part in VULGAR else []
        written += [f"{in_words(number)} and {spelt}"] if spelt and number else []
    return written


def _decimal(value: Fraction) -> str:
    """The value as a decimal fraction, or "" if it needs more than six decimal places."""
    return f"{float(value):,.6f}".rstrip("0").rstrip(".") if (value * 10**6).denominator == 1 else ""


# --- altered figures --------------------------------------------------------------------------


def altered(truth: Truth, chance: random.Random) -> Truth:
    """The figure altered: another digit, ten more or less, another scale, or a nearby year."""
    value, sort, scale, unit = truth.value, truth.sort, truth.scale, truth.unit
    if sort == "year":
        return Truth(value + chance.choice((-1, 1, -10, 10, -100)), sort)
    if sort == "part":
        return Truth(Fraction(value.numerator, value.denominator + chance.choice((1, 2, 3))), sort)
    if sort == "rank":
        return Truth(value + chance.choice((1, 2, 10)), sort, unit=unit)
    if sort == "times":
        return Truth(Fraction(5 - value), sort)
    ways = [value + 10, value * 10, *([value - 10] if value > 10 else []), _with_other_digit(value, chance)]
    if scale:
        others = [name for name in SCALES if name != scale]
        other = chance.choice(others)
        if chance.random() < 0.4:
            return Truth(value / SCALES[scale] * SCALES[other], sort, other, unit)
        scaled = chance.choice([value / SCALES[scale] + 10, _with_other_digit(value / SCALES[scale], chance)])
        return Truth(scaled * SCALES[scale], sort, scale, unit)
    return Truth(chance.choice(ways), sort, unit=unit)


def _with_other_digit(value: Fraction, chance: random.Random) -> Fraction:
    written = _decimal(value).replace(",", "") or str(int(value))
    places = [place for place, character in enumerate(written) if character.isdigit()]
    place = chance.choice(places)
    digits = [digit for digit in "123456789" if digit != written[place]]
    return Fraction(written[:place] + chance.choice(digits) + written[place + 1 :])


# --- the measure ------------------------------------------------------------------------------


def is_borne_out(claim: str, passage: str) -> bool | None:
    """The answer of the check `figure-not-in-passage`; None if the claim has no figure that it looks at."""
    figures = [figure for figure in read_figures(claim) if not figure.is_loose]
    if not figures:
        return None
    sources = read_figures(passage)
    return all(any(agree(figure, source) for source in sources) for figure in figures)


def main() -> int:
    is_verbose = "-v" in sys.argv[1:]
    text = read_first_book()
    counts: dict[str, Counter[str]] = {"tuned on": Counter(), "held back": Counter()}
    chance = random.Random(1936)
    for key in text.chapters:
        count = counts["tuned on" if key in TUNED_ON else "held back"]
        for sentence in sentences(text, key):
            for truth in truths(sentence.text):
                count["figures"] += 1
                for _ in range(ROUNDS):
                    for failure in _tried(truth, sentence, chance, count):
                        if is_verbose:
                            sys.stdout.write(f"ch. {key}, line {sentence.line}: {failure}\n")
    sys.stdout.write(f"{'':12}{'figures':>9}{'respelt':>9}{'alarms':>8}{'':>8}{'altered':>9}{'rejected':>10}\n")
    is_good = True
    for name, count in counts.items():
        alarms = count["alarms"] / max(1, count["respelt"])
        rejected = count["rejected"] / max(1, count["altered"])
        is_good = is_good and alarms <= MOST_FALSE_ALARMS and rejected >= FEWEST_REJECTED
        sys.stdout.write(
            f"{name:12}{count['figures']:9}{count['respelt']:9}{count['alarms']:8}{alarms:8.2%}"
            f"{count['altered']:9}{count['rejected']:10}{rejected:8.2%}\n"
        )
    return 0 if is_good else 1


def _tried(truth: Truth, sentence: Sentence, chance: random.Random, count: Counter[str]) -> Iterator[str]:
    """Test one spelling and one alteration of a figure, and count the results; yields failures, without book text."""
    claim = chance.choice(spellings(truth))
    is_true = is_borne_out(claim, sentence.around)
    if is_true is not None:
        count["respelt"] += 1
        if not is_true:
            count["alarms"] += 1
            yield f"{truth.value} {truth.sort} as “{claim}”: not found"
    wrong = altered(truth, chance)
    if stands(wrong, sentence.around) or not spellings(wrong):
        return
    claim = chance.choice(spellings(wrong))
    is_true = is_borne_out(claim, sentence.around)
    if is_true is not None:
        count["altered"] += 1
        count["rejected"] += not is_true
        if is_true:
            yield f"{truth.value} {truth.sort} altered to “{claim}”: accepted"


if __name__ == "__main__":
    sys.exit(main())
