"""False versions with another name, or with two names in each other's place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from quizgen.falsify.change import Change, Original, Site, shuffled
from quizgen.falsify.figures_and_names import Name, are_kin, content_words, form_of, shares_a_word

_FOREIGN = (
    """Zanzibar Patagonia Reykjavik Okonkwo Nakamura Montezuma Tasmania Valparaiso Fitzwilliam Timbuktu Hernandez
    Copernicus Honolulu Tutankhamun Bucephalus""".split()  # noqa: SIM905 (a list of strings, one a line, is harder to read)
    + "Icelandic Brazilian Polynesian Ethiopian Cambodian Venezuelan".split()  # noqa: SIM905 (as above)
    + "Samoans Quakers Patagonians Ottomans Carthaginians Beduins".split()  # noqa: SIM905 (as above)
)
"""Names that hardly any book has; those that a book has are left out for it."""


def name_in_answer(original: Original, chance: Random) -> Iterator[Change]:
    """A name of the answer becomes another of its chapter, which the passage has not."""
    yield from _other_name(original, original.answers, chance)


def name_in_prompt(original: Original, chance: Random) -> Iterator[Change]:
    """A name of the prompt, or of the text around a cloze's gaps, becomes another of its chapter."""
    yield from _other_name(original, original.prompts, chance)


def foreign_name(original: Original, chance: Random) -> Iterator[Change]:
    """A name of the answer becomes one that the book has nowhere."""
    for site, name in _names(original, original.answers, chance):
        form = original.bank.stock.form_of(name).removeprefix("the ")
        alike = [each for each in _FOREIGN if form_of(each) == form]
        for other in shuffled(alike, chance):
            if not original.bank.text.counts[other.lower()]:
                yield from original.replace(site, name.start, name.end, other)


def _other_name(original: Original, sites: tuple[Site, ...], chance: Random) -> Iterator[Change]:
    for site, name in _names(original, sites, chance):
        others = shuffled(original.stock.names.get(original.bank.stock.form_of(name), ()), chance)
        for other in others:
            if not _might_be_meant(other, name.written, original):
                yield from original.replace(site, name.start, name.end, other)


def _names(original: Original, sites: tuple[Site, ...], chance: Random) -> list[tuple[Site, Name]]:
    """The names in the parts of texts that may be changed."""
    names_in = original.bank.stock.names_in
    return shuffled(
        [(site, name) for site in sites for name in names_in(site.text) if site.has(name.start, name.end)], chance
    )


def _might_be_meant(other: str, name: str, original: Original) -> bool:
    """Whether a name stands in the passage or the question, or may be another one of the same person or thing."""
    if shares_a_word(other, f"{original.passage}\n{original.texts}\n{name}"):
        return True
    groups = ((name, *others) for name, others in original.bank.book.aliases.items())
    return any(_is_among(name, group) and _is_among(other, group) for group in groups)


def _is_among(name: str, group: tuple[str, ...]) -> bool:
    return any(content_words(name) & content_words(each) for each in group)


_LISTED = re.compile(r"(?:\W|\b(?:and|or|nor|with|as|well|[A-Z]\w*)\b)*")
_SAME_BOTH_WAYS = re.compile(
    r"\b(?:between|both|n?either|compare[ds]?|differ|different|differs|unlike|like|same|together|each other)\b", re.I
)


def roles(original: Original, chance: Random) -> Iterator[Change]:
    """Two names of a statement, an answer or a prompt change places, unless they stand in a list or a comparison."""
    for sites in (original.claims, original.prompts):
        for site, one in _names(original, sites, chance):
            for other in original.bank.stock.names_in(site.text):
                if _are_exchangeable(original, site, one, other):
                    between = site.text[one.end : other.start]
                    new = f"{other.written}{between}{one.written}"
                    yield from original.replace(site, one.start, other.end, new)


def _are_exchangeable(original: Original, site: Site, one: Name, other: Name) -> bool:
    """Whether both name something in one sentence that could act in the other's place; whoever tells it does not."""
    between = site.text[one.end : other.start]
    if other.start <= one.end or not site.has(one.start, other.end) or are_kin(one.written, other.written):
        return False
    book = original.bank.book
    tellers = f"{book.author} {book.translator or ''}"
    forms = {original.bank.stock.form_of(name) for name in (one, other)}
    is_apt = len(forms) == 1 and not forms & {"adjective", "date"}
    is_told = shares_a_word(one.written, tellers) or shares_a_word(other.written, tellers)
    is_broken = (
        not re.search(r"[a-z]{2}", between)
        or re.search(r"[.!?:;]\s", between)
        or _LISTED.fullmatch(between)
        or _SAME_BOTH_WAYS.search(site.text)
    )
    return is_apt and not is_told and not is_broken
