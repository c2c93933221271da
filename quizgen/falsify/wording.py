"""False versions with a word put in, left out or replaced: negations, antonyms, invented details, other answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from quizgen.falsify.change import Change, Original, Site, deleted_words, shuffled, whole
from quizgen.falsify.figures_and_names import content_words, form_of, read_figures, read_names, shares_a_word
from quizgen.kinds.cloze import Cloze
from quizgen.kinds.question import Question
from quizgen.kinds.short import Short
from quizgen.kinds.true_false import TrueFalse

# --- negation ---------------------------------------------------------------------------------

_NEGATED = re.compile(r"\b(?:(?P<is>is|are|was|were|has|have|had|can|could|will|would|should|must|may|might) not|not) ")
_NOT_ALONE = re.compile(r"(?:only|yet|merely|just|simply|so much|least|even)\b")
_NEGATIVE = re.compile(
    r"\b(?:no|not|nor|never|nothing|nobody|none|neither|without|only|until)\b|n['’]t\b", re.IGNORECASE
)
"""With one of these in a sentence, another “not” makes it no English."""
_AFFIRMED = re.compile(
    r"\b(?:is|are|was|were|can|could|will|would|should|must|may|might)\b(?= [a-z])"
    r"|\b(?:has|have|had)\b(?= [a-z]+(?:ed|en|n)\b)"
)


def negation(original: Original, chance: Random) -> Iterator[Change]:
    """A “not” is taken out of a statement, an answer, a cloze or a definition, or put behind its auxiliary verb."""
    if not original.bank.is_english:
        return
    for site in shuffled(_statements(original), chance):
        for found in _NEGATED.finditer(site.text):
            if site.has(*found.span()) and not _NOT_ALONE.match(site.text, found.end()):
                kept = f"{found['is']} " if found["is"] else ""
                yield from original.replace(site, *found.span(), kept)
        if _NEGATIVE.search(site.text):
            continue
        for found in _AFFIRMED.finditer(site.text):
            if site.has(*found.span()):
                yield from original.replace(site, *found.span(), f"{found[0]} not")


def _statements(original: Original) -> tuple[Site, ...]:
    """As `Original.claims`, and the statement that is false: turned into its opposite, it is wrong to call it so."""
    question = original.question
    if isinstance(question, TrueFalse):
        return (whole(("prompt",), question.prompt),)
    return original.claims


# --- antonyms ---------------------------------------------------------------------------------

_PAIRS = """
    more/less greater/smaller larger/smaller higher/lower increase/decrease increased/decreased increases/decreases
    rise/fall rose/fell rises/falls rising/falling growth/decline grew/shrank growing/shrinking strong/weak
    stronger/weaker strengthen/weaken strengthened/weakened early/late earlier/later before/after first/last
    above/below old/new rich/poor richer/poorer long/short longer/shorter many/few most/least always/never
    everything/nothing internal/external inside/outside success/failure succeeded/failed victory/defeat
    victories/defeats win/lose won/lost began/ended supported/opposed accepted/rejected possible/impossible
    necessary/unnecessary imports/exports import/export gain/loss gained/lost advantage/disadvantage cheap/dear
    fast/slow faster/slower easy/hard majority/minority raised/lowered raises/lowers widened/narrowed wealth/poverty
    abundance/scarcity urban/rural ancient/modern heavy/light young/old hot/cold open/closed forward/backward
    advanced/backward public/private enemy/friend enemies/friends allowed/forbidden permitted/forbidden
    opened/closed bought/sold buy/sell sells/buys farther/nearer near/far high/low upper/lower
    """
_ANTONYMS: dict[str, str] = {}
for _pair in _PAIRS.split():
    _one, _other = _pair.split("/")
    _ANTONYMS.setdefault(_one, _other)
    _ANTONYMS.setdefault(_other, _one)
# "no longer" and "as long as" have no opposite word by word.
_ANTONYM = re.compile(rf"(?<!\bno )(?<!\bas )(?<![\w-])(?:{'|'.join(_ANTONYMS)})(?![\w-])", re.IGNORECASE)


def antonym(original: Original, chance: Random) -> Iterator[Change]:
    """A word of a statement, an answer, a cloze or a definition becomes its opposite, from a list of this module."""
    if not original.bank.is_english:
        return
    found = [
        (site, each) for site in original.claims for each in _ANTONYM.finditer(site.text) if site.has(*each.span())
    ]
    for site, each in shuffled(found, chance):
        yield from original.replace(site, *each.span(), _ANTONYMS[each[0].lower()])


# --- details and answers from nowhere ---------------------------------------------------------

_DETAILS = (
    "by lottery",
    "on horseback",
    "under a pseudonym",
    "in a chapel",
    "with an umbrella",
    "during an eclipse",
    "by carrier pigeon",
    "in a lighthouse",
    "at a chess tournament",
    "with borrowed violins",
    "in an orchard",
    "on skis",
    "with a silver whistle",
    "in a monastery",
    "by telegraph",
    "under an assumed surname",
)
"""What hardly any book tells; only those of whose words the book has none are used for it."""
_END = re.compile(r"[.!?]?[\"'”’*_]*$")


def invented_detail(original: Original, chance: Random) -> Iterator[Change]:
    """A detail of which the book has not a word is added to a statement, an answer or a definition."""
    if not original.bank.is_english:
        return
    counts = original.bank.text.counts
    for site in shuffled(original.answers, chance):
        for detail in shuffled(_DETAILS, chance):
            if any(counts[word] for word in content_words(detail)):
                continue
            for _, end in site.extents:
                words = site.text[:end]
                at = _END.search(words)
                assert at is not None  # it matches the empty string too
                yield from original.replace(site, at.start(), at.start(), f" {detail}")


def foreign_answer(original: Original, chance: Random) -> Iterator[Change]:
    """A short answer or the words of a gap become those of another question, of which the passage has not a word."""
    texts = f"{original.passage}\n{original.texts}"
    for site, start, end in shuffled(_asked(original), chance):
        sort = _sort_of(site.text[start:end])
        for other in _answers_elsewhere(original, sort, chance):
            if not shares_a_word(other, texts):
                yield from original.replace(site, start, end, other)


def _asked(original: Original) -> list[tuple[Site, int, int]]:
    if not isinstance(original.question, (Short, Cloze)):
        return []
    return [(site, start, end) for site in original.answers for start, end in site.extents]


def _answers_elsewhere(original: Original, sort: tuple[str, int], chance: Random) -> Iterator[str]:
    """The answers of one sort in the question's chapter, then those in other chapters."""
    near = original.bank.by_chapter[original.entry.chapter]
    far = tuple(entry for entry in original.bank.entries if entry.chapter != original.entry.chapter)
    for entries in (near, far):
        for entry in shuffled(entries, chance):
            if entry is not original.entry:
                yield from (each for each in _short_answers(entry.question) if _sort_of(each) == sort)


def _short_answers(question: Question) -> tuple[str, ...]:
    if isinstance(question, Short):
        return (question.answer,)
    if isinstance(question, Cloze):
        return tuple(question.text[start:end] for start, end in deleted_words(question))
    return ()


def _sort_of(answer: str) -> tuple[str, int]:
    """What an answer is: a figure, which is no business of this class, a name of some form, or so many words."""
    count = min(len(answer.split()), 3)
    if read_figures(answer) or not content_words(answer):
        return "figure", 0
    if any(name.end - name.start == len(answer.strip()) for name in read_names(answer)):
        return form_of(answer), 0
    return "words", count
