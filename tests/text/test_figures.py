"""A figure has one value, however it is spelt, and no other."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from quizgen.text import number_words
from quizgen.text.figure import Figure, Kind, agree
from quizgen.text.figure_reader import FigureReader
from quizgen.text.figures import read_figures
from quizgen.text.number_words import Atom
from quizgen.text.tokens import read_tokens


def only(text: str) -> Figure:
    figures = read_figures(text)
    assert len(figures) == 1, (text, figures)
    return figures[0]


SAME = [
    ("47,000 tons", "forty-seven thousand tons"),
    ("47 000 tons", "47\u00a0000 tons"),
    ("47,000 tons", "47 thousand tons"),
    ("57 per cent", "57%"),
    ("57 percent", "fifty-seven per cent"),
    ("57 %", "57 per-cent"),
    ("half a per cent", "0.5%"),
    ("a quarter", "25 per cent"),
    ("1935", "nineteen thirty-five"),
    ("1935", "Nineteen-thirty-five"),
    ("1905", "nineteen hundred and five"),
    ("the 19th year", "the nineteenth year"),
    ("the 21st", "the twenty-first"),
    ("the 105th", "the one hundred and fifth"),
    ("the XV Congress", "the 15th Congress"),
    ("15th of February", "February 15"),
    ("3 1/2 times", "3½ times"),
    ("3.5 times", "three and a half times"),
    ("2¾ million", "two and three quarter million"),
    ("1.5 million", "one and a half million"),
    ("1.5 million", "a million and a half"),
    ("half a billion", "500,000,000"),
    ("half a milliard", "500 million"),
    ("three quarters of a million", "750,000"),
    ("7.1 million", "7,100,000"),
    ("2,200,000", "two million, two hundred thousand"),
    ("2 million 200 thousand", "2.2 million"),
    ("250,000", "two hundred and fifty thousand"),
    ("12 billion", "twelve thousand million"),
    ("a quarter", "a fourth"),
    ("1/4", "one fourth"),
    ("a third", "1/3rd"),
    ("a third", "the third"),
    ("two-thirds", "2/3"),
    ("1/23", "one twenty-third"),
    ("three tenths", "30 per cent"),
    ("a pair and a half", "1.5 pairs"),
    ("twice", "two times"),
    ("doubled", "twofold"),
    ("three-fold", "tripled"),
    ("tenfold", "10 times"),
    ("halved", "half"),
    ("two dozen", "24"),
    ("half a dozen", "six"),
    ("three decades", "thirty years"),
    ("half a century", "fifty years"),
    ("the 1930s", "the thirties"),
    ("the 1930's", "the '30s"),
    ("5 roubles", "five rubles"),
    ("$5 million", "5,000,000 dollars"),
    ("a hundred", "100"),
    ("a hundred and one", "101"),
    ("thousand-year-old", "1,000 years"),
    ("about0.7 tons", "0.70 tons"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_of_one_figure(one: str, other: str) -> None:
    assert agree(only(one), only(other))
    assert agree(only(other), only(one))


DIFFERENT = [
    ("47.000 tons", "47,000 tons"),
    ("57 per cent", "57 tons"),
    ("57 per cent", "5.7 per cent"),
    ("16 million tons", "16 billion tons"),
    ("16 million tons", "16 tons"),
    ("1928", "1929"),
    ("the 19th", "the 9th"),
    ("the 19th", "19 tons"),
    ("a third", "a fourth"),
    ("a third", "three"),
    ("the third", "1/3"),
    ("3 1/2", "3 1/3"),
    ("twice", "threefold"),
    ("the 1930s", "the 1920s"),
    ("half a million", "half a billion"),
    ("seventeen", "seventy"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_figures_that_differ(one: str, other: str) -> None:
    assert not agree(only(one), only(other))
    assert not agree(only(other), only(one))


def values(text: str) -> list[int | Fraction]:
    return [max(value for _, value in figure.readings) for figure in read_figures(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1923-28", [1923, 1928]),
        ("1923–1928", [1923, 1928]),
        ("in 1923/24", [1923, 1924]),
        ("from 16 to 25 million", [16_000_000, 25_000_000]),
        ("60- to 80-, or even 100,000 kilometres", [60_000, 80_000, 100_000]),
        ("five and five", [5, 5]),
        ("two and three", [2, 3]),
        ("three hundred and two hundred", [300, 200]),
        ("In 1935 500 tons", [1935, 500]),
        ("1913, 153 kilowatts", [1913, 153]),
        ("19:30", [19, 30]),
        ("of 1,000 five", [1000, 5]),
        ("two million, three of them", [2_000_000, 3]),
        ("hundreds of millions, dozens, several thousand", []),
        ("living quarters, I think, and behalf", []),
        ("the second half of 1935", [2, 1935]),
        ("half a second", [Fraction(1, 2), 2]),
        ("every half second", [Fraction(1, 2)]),
        ("1/0", [1, 0]),
        ("", []),
    ],
)
def test_where_a_figure_ends(text: str, expected: list[Fraction | int]) -> None:
    assert values(text) == expected


def test_a_list_borrows_its_per_cent_or_its_million() -> None:
    first, second, third = (each for each in read_figures("It was 23.6, in turn 52.7, at last 61.5 per cent.") if each)
    for figure, written in ((first, "23.6%"), (second, "52.7 per cent"), (third, "61.5 per cent")):
        assert agree(only(written), figure)
    rise = read_figures("It rose from 1.7 billion to 5.5, and then fell. So did 9.9 of them.")
    assert agree(only("5,500,000,000"), rise[1])
    assert not agree(only("5,500,000"), rise[1])
    assert not agree(only("9.9 billion"), rise[2]), "another sentence lends nothing"
    assert not agree(only("15 people"), read_figures("15 to 18 per cent")[0]), "an end of a range is per cent for sure"


def test_the_unit_of_a_bare_claim_stands_elsewhere() -> None:
    assert agree(only("12"), only("12 per cent"))
    assert agree(only("4.2"), only("4.2 million tons"))
    assert not agree(only("12 pencils"), only("12 per cent"))


def test_a_decade_is_borne_out_by_a_year_of_it() -> None:
    assert agree(only("the 1920s"), only("1923"))
    assert not agree(only("the 1920s"), only("1930"))
    assert not agree(only("1923"), only("the 1920s")), "but not the other way round"


@pytest.mark.parametrize("text", ["one", "at first", "a pair", "both", "first-rate", "half-forgotten", "a decade"])
def test_loose_figures_bear_out_but_need_nothing(text: str) -> None:
    assert only(text).is_loose


@pytest.mark.parametrize("text", ["two", "1", "a third", "twice", "half", "the 4th place", "ten", "a hundred"])
def test_other_figures_do(text: str) -> None:
    assert not only(text).is_loose


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("eight seconds", "second"),
        ("5 roubles", "ruble"),
        ("$5", "dollar"),
        ("9 kilometres", "kilometer"),
        ("five-year plan", "year"),
        ("three quarters of the litres", "liter"),
        ("57%", "per cent"),
        ("3 to", ""),
        ("1936.", ""),
    ],
)
def test_units(text: str, unit: str) -> None:
    figure = only(text)
    assert figure.unit == unit
    assert figure.is_bare is (unit == "")


def test_a_figure_knows_its_place() -> None:
    text = "It fell to fifty-seven per cent, by 1935."
    assert [text[figure.start : figure.end] for figure in read_figures(text)] == ["fifty-seven per cent", "1935"]


# --- any number -------------------------------------------------------------------------------

SMALL = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
    """.split()  # noqa: SIM905 (a list of strings, one a line, is harder to read)
TENS = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number: int) -> str:
    if number < 20:
        return SMALL[number]
    if number < 100:
        return TENS[number // 10] + (f"-{SMALL[number % 10]}" if number % 10 else "")
    if number < 1000:
        return f"{SMALL[number // 100]} hundred" + (f" and {in_words(number % 100)}" if number % 100 else "")
    size, name = next(
        each for each in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")) if number >= each[0]
    )
    rest = number % size
    return f"{in_words(number // size)} {name}" + (f" {'and ' * (rest < 100)}{in_words(rest)}" if rest else "")


NUMBERS = st.integers(0, 10**12 - 1) | st.integers(0, 2000) | st.integers(0, 999).map(lambda number: number * 1000)


@given(NUMBERS)
def test_words_and_digits_have_the_same_value(number: int) -> None:
    for written in (in_words(number), str(number), f"{number:,}", f"{number:,}".replace(",", "\u00a0")):
        assert (Kind.NUMBER, Fraction(number)) in only(f"{written} tons").readings, written
        assert only(f"{written} per cent").readings == {(Kind.SHARE, Fraction(number, 100))}


@given(NUMBERS, NUMBERS, st.sampled_from(["tons", "per cent", "million tons"]), st.booleans())
def test_unrelated_numbers_are_never_equal(one: int, other: int, unit: str, is_in_words: bool) -> None:
    assume(one != other)
    written = in_words(other) if is_in_words and unit != "million tons" else f"{other:,}"
    assert not agree(only(f"{one} {unit}"), only(f"{written} {unit}"))


_PIECES = st.sampled_from(
    """
    a one zero nineteen seventeen twenty half third hundred thousand million milliard trillion and to of 1 0.5 9,000
    1923 ½ / - , % x
    """.split()  # noqa: SIM905 (a list of strings, one a line, is harder to read)
)


class _CountingReader(FigureReader):
    """Counts how often a number word or digits are looked at."""

    peeks = 0

    def _peek(self, ahead: int = 0) -> Atom:
        self.peeks += 1
        return super()._peek(ahead)


@given(st.lists(_PIECES, min_size=1, max_size=12), st.integers(1, 600), st.sampled_from([" ", "-", ", ", " and "]))
@example(["nineteen"], 3000, " ")
@example(["one", "million"], 3000, " ")
@example(["0.5", "million"], 3000, " ")
@example(["thousand"], 3000, "-")
@example(["nineteen"], 3000, " and ")
def test_any_row_of_numbers_is_read_in_steps_by_its_length(pieces: list[str], times: int, between: str) -> None:
    reader = _CountingReader(read_tokens(between.join(pieces * times)))
    figures = list(reader.read())
    assert all(one.end <= other.start for one, other in pairwise(figures))
    assert reader.peeks <= 100 * len(reader.atoms)


@given(st.text(max_size=80) | st.text(alphabet="0123456789 .,/-–½¼%stndrh'aXV$\n", max_size=60))
def test_no_text_is_too_odd(text: str) -> None:
    last = 0
    for figure in read_figures(text):
        assert last <= figure.start < figure.end <= len(text)
        assert figure.readings
        last = figure.start


_AROUND_NUMBERS = st.sampled_from(
    """
    a an one I II xiv VI Congress year second halves three-fold fourfold 1930s '30s 16th 3½ 1,2345 1,000 000 b5 5b 5two
    one's d'un d'une don’t it's _five_ **six** million hundred's and half more x² ٣ - … é
    """.split()  # noqa: SIM905 (as above)
)


@given(
    st.lists(_AROUND_NUMBERS | _PIECES, max_size=14), st.lists(st.sampled_from(["", " ", " ", "-", "\n"]), min_size=14)
)
def test_a_figure_begins_at_no_other_word(pieces: list[str], between: list[str]) -> None:
    text = "".join(piece + sign for piece, sign in zip(pieces, between, strict=False))
    everywhere = [found.span() for found in number_words._ATOM.finditer(number_words.in_small_letters(text))]
    assert [found.span() for found in number_words._find_atoms(read_tokens(text))] == everywhere
