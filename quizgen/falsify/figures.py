"""False versions with another figure, or with another measure for the same figure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from random import Random

from quizgen.falsify.change import Change, Original, Site, put, shuffled, whole
from quizgen.falsify.figures_and_names import SHARE, Figure, Sort, are_kin, read_figures, stands, stands_with
from quizgen.kinds.cloze import Cloze
from quizgen.kinds.numeric import Numeric
from quizgen.model.fields import has_many_digits

# --- figures ----------------------------------------------------------------------------------


def figure_in_answer(original: Original, chance: Random) -> Iterator[Change]:
    """A figure of the answer becomes another of its chapter."""
    if isinstance(original.question, Numeric):
        yield from _other_number(original, original.question, chance)
    yield from _other_figure(original, original.answers, chance)


def figure_in_prompt(original: Original, chance: Random) -> Iterator[Change]:
    """A figure of the prompt, or of the text around a cloze's gaps, becomes another of its chapter."""
    yield from _other_figure(original, original.prompts, chance, lambda figure: not _is_count(figure))


def count_in_prompt(original: Original, chance: Random) -> Iterator[Change]:
    """A small number in words (“which two reasons”) becomes another: it mostly counts what is asked for."""
    yield from _other_figure(original, original.prompts, chance, _is_count)


_MAX_COUNT = 10


def _is_count(figure: Figure) -> bool:
    return figure.sort is Sort.WORD and max(figure.values) <= _MAX_COUNT


def figure_in_derived(original: Original, chance: Random) -> Iterator[Change]:
    """A figure from which an answer is derived becomes another of its chapter."""
    if derived := original.question.derived:
        yield from _other_figure(original, [whole(("derived",), derived)], chance)


def _other_figure(
    original: Original, sites: Sequence[Site], chance: Random, may_change: Callable[[Figure], bool] = lambda _: True
) -> Iterator[Change]:
    found = [(site, figure) for site in sites for figure in read_figures(site.text) if may_change(figure)]
    for site, figure in shuffled([each for each in found if each[0].has(each[1].start, each[1].end)], chance):
        for other in _others(original, figure.sort, chance):
            if may_change(other) and not _might_be_true(other.values, figure, original):
                yield from original.replace(site, figure.start, figure.end, _as_written(other.written, figure))


def _as_written(new: str, old: Figure) -> str:
    return new.lower() if old.written.islower() else new


def _others(original: Original, sort: Sort, chance: Random) -> Iterator[Figure]:
    """The figures of a sort: those of the chapter, then those of the other chapters."""
    for stock in (original.stock, original.bank.stock):
        yield from shuffled(stock.figures.get(sort, ()), chance)


def _might_be_true(values: frozenset[Fraction], old: Figure, original: Original) -> bool:
    """Whether the passage or the question has a figure of this value that could count the same."""
    scale = max(old.values) / min(old.values)
    scaled = values | {value * scale for value in values}
    return any(stands_with(scaled, old.unit, text) for text in (original.passage, original.texts))


def _other_number(original: Original, question: Numeric, chance: Random) -> Iterator[Change]:
    unit = question.unit.split()[-1].lower() if question.unit else ""
    if "cent" in unit:
        sorts = [Sort.SHARE]
    elif not unit and 1000 <= question.answer < 2100:
        sorts = [Sort.YEAR]
    else:
        sorts = [Sort.DIGITS, Sort.WORD]
    for sort in sorts:
        for other in _others(original, sort, chance):
            value = min(other.values)
            number = Decimal(value.numerator) / Decimal(value.denominator)
            is_right = any(map(question.accepts, (number, -number)))
            if is_right or has_many_digits(number):
                continue
            if not any(stands_with(frozenset({value}), unit, each) for each in (original.passage, original.texts)):
                for changed in put(question, {("answer",): number}):
                    yield Change(changed, str(question.answer), str(number))


# --- measures ---------------------------------------------------------------------------------

_MEASURES = (
    "seconds minutes hours days weeks fortnights months years decades centuries",
    "inches feet yards metres fathoms furlongs versts miles kilometres leagues",
    "acres hectares",
    "grams ounces pounds stone kilograms poods hundredweights tons",
    "pints litres gallons bushels barrels hogsheads",
    "rubles dollars francs marks crowns guineas shillings kopecks pence",
)
_SINGULARS = {"feet": "foot", "inches": "inch", "centuries": "century", "stone": "stone", "pence": "penny"}
_SPELLINGS = {"meter": "metre", "kilometer": "kilometre", "liter": "litre", "tonne": "ton", "rouble": "ruble"}
_SPELLINGS |= {f"{one}s": f"{other}s" for one, other in _SPELLINGS.items()}
_PLURAL = {name: tuple(line.split()) for line in _MEASURES for name in line.split()}
_SINGULAR = {
    _SINGULARS.get(name, name.removesuffix("s")): tuple(_SINGULARS.get(each, each.removesuffix("s")) for each in group)
    for name, group in _PLURAL.items()
}
_HOW_MANY = re.compile(r"\b(?:how many|how much of an?|the number of) ([a-z]+)\b", re.IGNORECASE)
_SCALES = ("thousand", "million", "billion")
_SCALE = re.compile(rf"\s(?P<scale>{'|'.join(_SCALES)})\b")


def _other_measures(unit: str) -> tuple[str, ...]:
    """The measures of the same quantity that are nearest in size; the names here are this module's own."""
    if unit in ("cent", "percent", "%"):
        return ("thousand",) if unit == "cent" else ("per thousand",)
    if unit == "times":
        return ("per cent",)
    spelt = _SPELLINGS.get(unit, unit)
    group = _PLURAL.get(spelt) or _SINGULAR.get(spelt)
    if group is None:
        return ()
    at = group.index(spelt)
    return tuple(each for each in group[max(0, at - 2) : at + 3] if each != spelt)


def unit(original: Original, chance: Random) -> Iterator[Change]:
    """The measure of a figure of the answer becomes another of its quantity: months for years, miles for feet."""
    question = original.question
    if isinstance(question, Numeric) and question.unit:
        last = question.unit.split()[-1].lower()
        yield from _other_unit(original, question, shuffled(_other_measures(last), chance))
    for site, figure, extent in _measured(original, chance):
        for other in shuffled(_other_measures(figure.unit), chance):
            if not _counts(figure.values, other, original.passage):
                yield from original.replace(site, *extent, other)
    for site in original.answers:
        for figure in read_figures(site.text):
            share = SHARE.match(site.text, figure.end)
            if share is not None and site.has(*share.span()):
                yield from original.replace(site, *share.span(), " per thousand")
    numbers = frozenset(value for site in original.answers for each in read_figures(site.text) for value in each.values)
    for site in original.prompts if numbers else ():
        for found in _HOW_MANY.finditer(site.text):
            for other in shuffled(_other_measures(found[1]), chance):
                if site.has(*found.span(1)) and not _counts(numbers, other, original.passage):
                    yield from original.replace(site, *found.span(1), other)


def scale(original: Original, chance: Random) -> Iterator[Change]:
    """The scale of a figure of the answer becomes another: thousands for millions."""
    question = original.question
    others = shuffled(_SCALES, chance)
    if isinstance(question, Numeric):
        written = f" {question.unit}"
        for found in _SCALE.finditer(written):
            for other in others:
                unit = f"{written[: found.start()]} {other}{written[found.end() :]}".strip()
                if other != found["scale"]:
                    for changed in put(question, {("unit",): unit}):
                        yield Change(changed, question.unit, unit)
    for site in original.answers:
        for figure in read_figures(site.text):
            after = _SCALE.match(site.text, figure.end)
            if after is not None and site.has(*after.span()):
                for other in others:
                    if other != after["scale"]:
                        yield from original.replace(site, *after.span("scale"), other)


def counted_thing(original: Original, chance: Random) -> Iterator[Change]:
    """What a figure of the answer counts becomes another thing that the chapter counts: workers for factories."""
    question = original.question
    things = [each for each in shuffled(original.stock.counted, chance) if _is_thing(each)]
    things = [each for each in things if not stands(each, f"{original.passage}\n{original.texts}")]
    if isinstance(question, Numeric) and question.unit and _is_thing(question.unit.split()[-1]):
        yield from _other_unit(original, question, things)
    for site, figure, extent in _measured(original, chance):
        if figure.sort is not Sort.RANK and _is_thing(figure.unit):
            for other in things:
                yield from original.replace(site, *extent, other)


def _other_unit(original: Original, question: Numeric, others: Sequence[str]) -> Iterator[Change]:
    before = question.unit.split()[:-1]
    number = frozenset({Fraction(abs(question.answer))})
    for other in others:
        new = " ".join([*before, other])
        if not _counts(number, other, original.passage):
            for changed in put(question, {("unit",): new}):
                yield Change(changed, question.unit, new)


def _measured(original: Original, chance: Random) -> list[tuple[Site, Figure, tuple[int, int]]]:
    """The figures of the answer whose unit may be changed, with its place; in a cloze it may follow the deletion."""
    found = []
    for site in original.answers:
        for figure in read_figures(site.text):
            if figure.unit and site.has(*figure.unit_at):
                found.append((site, figure, figure.unit_at))
    if isinstance(original.question, Cloze):
        (around,) = original.prompts
        for deletion in original.question.deletions:
            written = f"{deletion.words} "
            filled = written + around.text[deletion.end :].lstrip(" ")
            shift = deletion.end + len(around.text[deletion.end :]) - len(filled)
            for figure in read_figures(filled):
                start, end = figure.unit_at[0] + shift, figure.unit_at[1] + shift
                if figure.start < len(written) <= figure.unit_at[0] and figure.unit and around.has(start, end):
                    found.append((around, figure, (start, end)))
    return shuffled(found, chance)


def _is_thing(unit: str) -> bool:
    return unit.endswith("s") and not unit.endswith(("ss", "ous")) and unit.islower() and not _other_measures(unit)


def _counts(values: frozenset[Fraction], unit: str, text: str) -> bool:
    """Whether a text has one of these figures with this unit."""
    return any(values & figure.values and figure.unit and are_kin(unit, figure.unit) for figure in read_figures(text))
