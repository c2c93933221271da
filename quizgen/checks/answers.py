"""Checks that short answers, parts of one and the names of an option stand in the passage, and of their variants."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from quizgen.book.word_usage import is_name
from quizgen.checks.check import Check
from quizgen.checks.subject import Subject
from quizgen.kinds.choice import Choice
from quizgen.kinds.cloze import Cloze
from quizgen.kinds.formulas import MARKED, find_formulas, mark_deletions
from quizgen.kinds.match import Match
from quizgen.kinds.multiple import Multiple
from quizgen.kinds.order import Order
from quizgen.kinds.response import Fill
from quizgen.kinds.short import Short
from quizgen.model.diagnostics import Finding, Route, Severity, first_words
from quizgen.text.figures import read_evidence, read_figures
from quizgen.text.names import Name, fold, fold_words, read_names, stands_in
from quizgen.text.typed_answers import is_taken
from quizgen.text.words import split_words

_MIN_SHARE = 0.1
"""Where the passage has less of the answer's words by weight, it has only such as ``the`` and ``of``."""


def answer_not_in_passage(subject: Subject[Short | Cloze]) -> Iterator[Finding]:
    """Of a short answer, or of the words left out of a cloze, at least one word stands in the passage.

    An invented answer is otherwise noticed only where it is a figure or a name. Words are compared by their stems (in
    other languages than English by three letters, where words are not divided by blanks by two), and words such as
    “the” do not count; a word of `also` is enough, and so is a figure, or one of the `aliases` of book.yaml. Signs and
    formulas are not looked up. A synonym or an answer in another language than the book has `derived`, which says how
    it follows.

    Bad:
        kind: short
        prompt: "What are the sixteen parts of the lens?"
        answer: "mirrors"
        cite: "The lens has sixteen panels … once in eight seconds"
    Good:
        kind: short
        prompt: "What are the sixteen parts of the lens?"
        answer: "panels"
        cite: "The lens has sixteen panels … once in eight seconds"
    """
    if not subject.is_located or subject.question.derived:
        return
    for route, texts in _answers(subject.question):
        if not any(_stands(text, subject.passage_text, subject) for text in texts):
            message = f"no word of “{texts[0]}” stands in the cited passage"
            hint = "Answer in the passage's words, cite the passage that has them, or give `derived`."
            yield Finding(route, message, hint)


def _answers(question: Short | Cloze) -> Iterator[tuple[Route, tuple[str, ...]]]:
    """Each answer with its route, and the texts of which one has to stand in the passage."""
    if isinstance(question, Short):
        yield ("answer",), (question.answer, *question.also)
    else:
        inside = _inside_formulas(question)
        for index, deletion in enumerate(question.deletions):
            if index not in inside:
                yield ("text",), (deletion.words,)


def _inside_formulas(question: Cloze) -> frozenset[int]:
    """The numbers from 0 of the deletions that are a part of a formula."""
    if "$" not in question.text:
        return frozenset()
    formulas = find_formulas(mark_deletions(Fill(question.text, question.deletions)))
    return frozenset(int(number) for formula in formulas for number in MARKED.findall(formula))


def _stands(text: str, passage: str, subject: Subject) -> bool:
    """Whether a passage has something of a text; one without words, or of formulas only, is not looked up."""
    assert subject.text is not None
    weights = subject.text.weights
    words = split_words(_without_formulas(text))
    if not words or weights.share(weights.stems(text), weights.stems(passage)) >= _MIN_SHARE:
        return True
    if _UNSPACED.search(text) and _shares_letters(text, passage):
        return True
    evidence = read_evidence(passage)
    if any(evidence.bears_out(figure) for figure in read_figures(text)):
        return True
    # By other names, and by kin as names are: “Soviets” in “Sovietized”, which a stemmer keeps apart.
    telling = [fold(word) for word in words if weights.weigh_word(word) > weights.highest / 2]
    known = fold_words(passage)
    aliased = fold_words("\n".join(name for one, others in subject.aliases.items() for name in (one, *others)))
    named = [word for word in telling if len(word) >= _MIN_KIN_LETTERS or word in aliased]
    if any(stands_in(word, known, subject.aliases) for word in named):
        return True
    return not subject.is_english and any(_resemble(word, other) for word in telling for other in known)


def _without_formulas(text: str) -> str:
    for formula in find_formulas(text) if "$" in text else ():
        text = text.replace(formula, " ")
    return text


_MIN_KIN_LETTERS = 5


_MIN_SHARED_LETTERS = 3


def _resemble(one: str, other: str) -> bool:
    """Whether two words begin alike or one is in the other: an inflected word, a compound, a word with a prefix.

    English words are compared more strictly, by their stems; other languages inflect more, and some have no stemmer.
    """
    if min(len(one), len(other)) < _MIN_SHARED_LETTERS:
        return False
    return one in other or other in one or one[:_MIN_SHARED_LETTERS] == other[:_MIN_SHARED_LETTERS]


_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff]"
)
"""Letters of Thai, Lao, Burmese, Khmer, Japanese and Chinese, which are written without blanks between words, and of
Korean, which joins particles to them."""


def _shares_letters(text: str, passage: str) -> bool:
    """Whether two letters in a row stand in the passage; of a text of one letter, this one."""
    letters, known = _letters(text), _letters(passage)
    return letters in known or any(one + other in known for one, other in pairwise(letters))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def part_not_in_passage(subject: Subject[Match | Order]) -> Iterator[Finding]:
    """A side of a pair, or an item, that has a `cite` of its own shares a word with its passage.

    One that shares none was mostly exchanged with another. Words are compared as for `answer-not-in-passage`; the
    book's author and title count too. An answer with `derived` need not stand in the passage.

    Bad:
        kind: match
        prompt: "Match each thing to what became of it."
        pairs:
          - {left: "the oil", right: "kept in a museum", cite: "The oil comes by boat"}
          - {left: "the first panels", right: "brought by boat", cite: "panels are in the museum"}
    Good:
        kind: match
        prompt: "Match each thing to what became of it."
        pairs:
          - {left: "the oil", right: "brought by boat", cite: "The oil comes by boat"}
          - {left: "the first panels", right: "kept in a museum", cite: "panels are in the museum"}
    """
    if subject.question.derived or not subject.is_located or subject.text is None:
        return
    book = subject.text.book
    for part in subject.answer_parts:
        known = "\n".join([book.author, book.title, subject.text_for(part)])
        if part.cite and not _stands(part.text, known, subject):
            message = f"no word of “{first_words(part.text)}” stands in its own passage"
            hint = "Exchange it with the part whose passage says so, or cite the passage that has it."
            yield Finding(part.route, message, hint)


def distractor_name_in_passage(subject: Subject[Choice | Multiple]) -> Iterator[Finding]:
    """Where the passage has the name in a distractor, it has the name in the answer too.

    Else the two are probably exchanged. A name that the prompt has as well says nothing; one that the passage does not
    spell out, but that follows from it, has `derived`. German, which writes every noun with a capital, is left alone.

    Bad:
        kind: choice
        prompt: "For which light would he take it?"
        answer: "the light of Cape North"
        distractors: ["the light at Grey Head", "the light in the harbour"]
        cite: {chapter: "2", text: "take it for the light at Grey Head"}
    Good:
        kind: choice
        prompt: "For which light would he take it?"
        answer: "the light at Grey Head"
        distractors: ["the light of Cape North", "the light in the harbour"]
        cite: {chapter: "2", text: "take it for the light at Grey Head"}
    """
    if not subject.is_located or subject.question.derived or subject.text is None:
        return
    if not subject.capitalises_names_only:
        return
    words, told = fold_words(subject.passage_text), fold_words(f"{subject.asked}\n{subject.shown}")
    absent = [
        (part.route, name)
        for part in subject.answer_parts
        for name in part.names
        if not stands_in(name.folded, words | told, subject.aliases) and is_name(name, subject.chapters)
    ]
    rivals = [name for option in subject.options if not option.is_right for name in read_names(option.text)]
    present = [name for name in rivals if _is_only_there(name, words, told, subject)]
    if absent and present:
        route, name = absent[0]
        message = f"“{name.written}” of the answer is not in the passage, and “{present[0].written}” of a distractor is"
        hint = "Are the two exchanged? Else cite the sentence with the answer's name, or give `derived`."
        yield Finding(route, message, hint)


def _is_only_there(name: Name, words: frozenset[str], told: frozenset[str], subject: Subject) -> bool:
    """Whether a name is in the passage, and not in the prompt."""
    assert subject.text is not None
    stands = name.folded in words and not stands_in(name.folded, told, subject.aliases)
    return stands and is_name(name, subject.chapters)


def needless_variant(subject: Subject[Short]) -> Iterator[Finding]:
    """A variant in `also` is not taken anyway.

    Cards and screens overlook case, quotation marks, hyphens, an article, how a number is written (“seven”, “7”, “two
    million”, in English, German, French, Spanish and Italian) and in English the marks on letters and spellings such as
    “labour”, “Trotskii”, “St.” and “U.S.S.R.” A key prints all variants, so a bank may wish for short lists: this check
    is off unless `book.yaml` switches it on.

    Bad:
        kind: short
        prompt: "How many panels has the lens?"
        answer: "sixteen panels"
        also: ["the sixteen panels", "16 panels", "16"]
    Good:
        kind: short
        prompt: "How many panels has the lens?"
        answer: "sixteen panels"
        also: ["16"]
    """
    if subject.text is None:
        return
    question, language = subject.question, subject.text.book.language
    for index, variant in enumerate(question.also):
        if is_taken(variant, (question.answer, *question.also[:index]), language):
            yield Finding(
                ("also", index), f"“{first_words(variant)}” is taken without its being named", "Leave it out."
            )


CHECKS = (
    Check(answer_not_in_passage, reads_text=True),
    Check(part_not_in_passage, Severity.WARNING, reads_text=True),
    Check(distractor_name_in_passage, reads_text=True),
    Check(needless_variant, Severity.WARNING, reads_text=True, is_on=False),
)
