"""Checks for clues in the grammar of a prompt: an article or a number that only some of the options fit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from quizgen.checks.check import Check
from quizgen.checks.english import ENGLISH, word_set, words_in
from quizgen.checks.subject import Option, Subject
from quizgen.kinds.choice import Choice
from quizgen.model.diagnostics import Finding, Severity

_GAP = r"(?:[_…]+|\.{3})"
_ENDS_IN_ARTICLE = re.compile(rf"(?<!/)(?:\b(?=a)|^(?=A))([aA]n?)(?:\s*{_GAP}|[^\w?]*$)")
_ARTICLES = frozenset(("a", "an"))


def article_clue(subject: Subject[Choice]) -> Iterator[Finding]:
    """A prompt that ends with “a” or “an” fits the sounds that all options begin with.

    Else its grammar strikes options out (Haladyna, Downing & Rodriguez 2002, rule 28c). Sounds are known by rules of
    spelling (“a ukulele”, “an MRI”, “an 8-bit processor”); where these are uncertain, as for “NATO” or “herb”, nothing
    is said. What it cannot see: articles of other languages, and “this” or “these”.

    Bad:
        kind: choice
        prompt: "The clock of the light is driven by a"
        answer: "weight"
        distractors: ["engine", "oil flame", "assistant"]
    Good:
        kind: choice
        prompt: "What drives the clock of the light?"
        answer: "a weight"
        distractors: ["an engine", "a flame", "an assistant"]
    """
    prompt = subject.question.prompt
    if "_" not in prompt and _ARTICLES.isdisjoint(words_in(prompt)):
        return
    found = _ENDS_IN_ARTICLE.search(prompt)
    if found is None:
        return
    article = found[1].lower()
    for option in subject.options:
        if (fitting := article_of(option.text)) and fitting != article:
            message = f"“{option.text}” does not go with the “{article}” in the prompt"
            yield Finding(
                ("prompt",), message, "End the prompt before the article, and begin each option with its own."
            )
            return


_FIRST_WORD = re.compile(r"\d[\d.,]*\w*(?:-\w+)*|[^\W_]+(?:['’-][^\W_]+)*")

_SOUNDS_LIKE_YOU = re.compile(
    "uni(?!n|m(?!od)|d(?!i[mr])|r|gn)|unanim|unary|ukr|u(?!n|p|mbr|dder|gl|mam|do"
    "|bun)[bcdfghjklmnpqrstvwxyz][aeiouy]|ubiq|u-|eu(?!ler)|ew"
)
"""Initials of words that begin with the sound of “you”."""

_SOUNDS_LIKE_W = re.compile(r"one(?![a-z])|ones?\b|once|oui")

_SILENT_H = re.compile(r"hour|honest|honou?r|heir|hors d|hors-d")

_UNCERTAIN = re.compile(
    r"herb|homage|hist?or|hotel|hered|habit|hyster|hallucin|the\b|an?\b|few\b|little\b|some\b|any\b|no\b"
)
"""Words that are spoken in two ways, or that bring their own article."""

_LETTERS_WITH_VOWEL = "aefhilmnorsx"
"""The letters whose names begin with a vowel."""


def article_of(text: str) -> str:
    """The article that goes before a text; empty if that is uncertain, or if the text has its own."""
    found = _FIRST_WORD.search(text)
    if found is None or re.search(r"[$`\\<]", text[: found.start()]):
        return ""
    word = found.group()
    if word[0].isdigit():
        return _article_of_number(re.split(r"[^\d,]", word)[0].rstrip(","))
    word = unicodedata.normalize("NFKD", word).replace("’", "'")
    word = "".join(letter for letter in word if not unicodedata.combining(letter))
    head = word.split("-")[0].split("'")[0]
    if not head.isascii():
        return ""
    if len(head) == 1:
        return "" if head in "aA" and len(word) == 1 else _article_of_letter(head)
    if any(letter.isupper() for letter in head[1:]):
        return _article_of_abbreviation(head)
    word = word.lower()
    if _UNCERTAIN.match(word):
        return ""
    if _SILENT_H.match(word) or re.match(r"y[bcdfghjklmnpqrstvwxz]", word):
        return "an"
    if _SOUNDS_LIKE_YOU.match(word) or _SOUNDS_LIKE_W.match(word):
        return "a"
    return "an" if word[0] in "aeiou" else "a"


def _article_of_letter(letter: str) -> str:
    return "an" if letter.lower() in _LETTERS_WITH_VOWEL else "a"


def _article_of_abbreviation(word: str) -> str:
    """By the name of the first letter, unless the whole may be spoken as a word (``NASA``) that wants the other."""
    article = _article_of_letter(word[0])
    is_consonant = word[0].lower() not in "aeiou"
    may_be_word = not word.isupper() or word[1].lower() in "aeiou"
    return "" if article == "an" and is_consonant and may_be_word else article


def _article_of_number(figure: str) -> str:
    digits = figure.replace(",", "")
    if len(digits) == 4 and figure == digits and digits.startswith(("11", "18")):
        return ""  # eighteen hundred, or one thousand eight hundred
    eleven = digits.startswith(("11", "18")) and len(digits) % 3 == 2
    return "an" if digits.startswith("8") or eleven else "a"


# --- number -------------------------------------------------------------------------------------

_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}

_ASKED = re.compile(
    r"^\W*(?:which|what) (?:are |were )?(?:the )?(two|three|four|five|six)\b(?!-)"
    r"|^\W*(?:name|give|list|state|choose|select|identify|pick) (?:the )?(two|three|four|five|six)\b(?!-)"
    r"|^\W*(?:the |its |his |her |their )?(two|three|four|five|six) (?!of\b)[^?]*\b(?:are|were)\b"
    r"|\b(two|three|four|five|six) of (?:these|the following)\b",
    re.IGNORECASE,
)

_PLURAL = re.compile(rf"\b(?:are|were)\s*(?:called|named|known as|made of|both)?\s*(?:{_GAP}|:)?\W*$", re.IGNORECASE)

_PLURAL_NOUN = re.compile(r"^\W*(?:which|what) (?:\w+s|people|men|women|children) (?:are|were)\b", re.IGNORECASE)

_SEVERAL = word_set("are were two three four five six")
"""Prefilter: a prompt that asks for several things has one of these words."""

_SEVERAL_OF = re.compile(r"(?:a|one|another) (?:pair|couple|set|trio|dozen|handful|number) of\b", re.IGNORECASE)

_COLLECTIVES = word_set(
    "kind sort type group pair set family class number couple row series list crew team form part species means match "
    "burden source sign threat danger mixture matter help dozen hundred handful lot few variety range "
    "collection race people nation breed branch result consequence product trio quartet trilogy duo chain"
)


def number_clue(subject: Subject[Choice]) -> Iterator[Finding]:
    """If the prompt asks for several things, and the right answer names so many, no distractor names fewer.

    Else its grammar strikes options out (Haladyna, Downing & Rodriguez 2002, rule 28c). It is found where the prompt
    says how many (“Which two …”, “the three notes”), or ends with “are” or “were” and the right answer is a plural;
    before “a range” the verb alone tells nothing. What it cannot see: a plural that only the prompt's noun shows
    (“Which colours does the flag have?”).

    Bad:
        kind: choice
        prompt: "The two repairs of the lens were"
        answer: "new panels in 1904 and 1909"
        distractors: ["a new frame made in 1904", "a new pivot made in 1909"]
    Good:
        kind: choice
        prompt: "What was repaired in 1904?"
        answer: "a panel of the lens"
        distractors: ["the frame of the lens", "the weight of the clock"]
    """
    prompt = subject.question.prompt
    if "_" not in prompt and _SEVERAL.isdisjoint(words_in(prompt)):
        return
    key, *distractors = subject.options
    count = _asked_count(prompt)
    if not count and not _PLURAL.search(prompt) and not _PLURAL_NOUN.search(prompt):
        return
    if _is_single(key) or (not count and _has_article(key) and not _joins(key) and not _SEVERAL_OF.match(key.text)):
        return
    is_list = _count(key) == count if count else _count(key) > 1
    for option in distractors:
        is_shorter_list = is_list and _count(option) < _count(key) and (count or not any(map(_joins, distractors)))
        if _is_single(option) or (is_shorter_list and not _names_several(option)):
            fewer = "fewer" if _joins(option) else "a single one"
            message = f"the prompt asks for several things, and “{option.text}” is {fewer}"
            yield Finding(option.route, message, "Give all options the number that the prompt asks for.")
            return


def _asked_count(prompt: str) -> int:
    """How many things a prompt asks for; 0 if it does not say."""
    found = _ASKED.search(prompt)
    return _NUMBERS[next(filter(None, found.groups())).lower()] if found else 0


def _count(option: Option) -> int:
    """How many things a list names: its commas and its “and” divide them."""
    return len(re.findall(r", (?:and )?|;| and | & | or |/", option.text)) + 1


def _joins(option: Option) -> bool:
    return _count(option) > 1


def _has_article(option: Option) -> bool:
    return option.words[:1] in (("a",), ("an",), ("one",), ("another",))


def _names_several(option: Option) -> bool:
    """Whether one thing is a plural or a group."""
    if not _has_article(option) and not _joins(option) and option.words[-1:] and option.words[-1].endswith("s"):
        return True
    return not _COLLECTIVES.isdisjoint(option.words[1:3])


def _is_single(option: Option) -> bool:
    return _has_article(option) and not _joins(option) and not _names_several(option)


CHECKS = (
    Check(article_clue, Severity.WARNING, languages=ENGLISH),
    Check(number_clue, Severity.WARNING, languages=ENGLISH),
)
