"""Checks that the words of a short answer, and the names of an option, stand in the passage."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from quizgen.book.word_usage import is_name
from quizgen.checks.check import Check
from quizgen.checks.subject import Subject
from quizgen.kinds.choice import Choice
from quizgen.kinds.cloze import Cloze
from quizgen.kinds.multiple import Multiple
from quizgen.kinds.short import Short
from quizgen.model.diagnostics import Finding, Route
from quizgen.text.figures import read_evidence, read_figures
from quizgen.text.names import Name, are_kin, fold, fold_words, read_names, stands_in
from quizgen.text.words import split_words

_MIN_SHARE = 0.1
"""Below this share of the answer's weighty words, what the passage has of it are words such as ``the`` and ``of``."""


def answer_not_in_passage(subject: Subject[Short | Cloze]) -> Iterator[Finding]:
    """Of a short answer, or of the words left out of a cloze, at least one word stands in the passage.

    A foreign word is otherwise noticed only where it is a figure or a name in the middle of a sentence. Words are
    compared by their stems, small ones weigh nothing; one of `also` is enough, and so is a figure. A synonym, a
    formula, an answer in another language have `derived`, which says how they follow.

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
        if not any(_stands(text, subject) for text in texts):
            message = f"no word of “{texts[0]}” stands in the cited passage"
            hint = "Answer in the passage's words, cite the passage that has them, or give `derived`."
            yield Finding(route, message, hint)


def _answers(question: Short | Cloze) -> Iterator[tuple[Route, tuple[str, ...]]]:
    """Each answer with its route, and the texts of which one has to stand in the passage."""
    if isinstance(question, Short):
        yield ("answer",), (question.answer, *question.also)
    else:
        for deletion in question.deletions:
            yield ("text",), (deletion.words,)


def _stands(text: str, subject: Subject) -> bool:
    assert subject.text is not None
    words = split_words(text)
    if not words or (_is_unspaced(text) and _plain(text) in _plain(subject.passage_text)):
        return True
    if subject.share_in_passage(subject.stems(text)) >= _MIN_SHARE:
        return True
    evidence = read_evidence(subject.passage_text)
    if any(evidence.bears_out(figure) for figure in read_figures(text)):
        return True
    # Kin as names are: “Soviets” in “Sovietized”, which a stemmer keeps apart.
    known = fold_words(subject.passage_text)
    weights = subject.text.weights
    telling = [word for word in words if weights.weight(next(iter(subject.stems(word)), "")) > weights.highest / 2]
    return any(are_kin(fold(word), other) for word in telling if len(word) > _MIN_KIN_LETTERS for other in known)


_MIN_KIN_LETTERS = 4


_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")
"""Letters of Thai, Lao, Burmese, Khmer, Japanese and Chinese, which are written without blanks between words."""


def _is_unspaced(text: str) -> bool:
    return _UNSPACED.search(text) is not None


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def distractor_name_in_passage(subject: Subject[Choice | Multiple]) -> Iterator[Finding]:
    """Where the passage has the name in a distractor, it has the name in the answer too.

    Else the two are probably exchanged. A name that the prompt has as well says nothing; one that the passage does not
    spell out, but that follows from it, has `derived`.

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
    words, told = fold_words(subject.passage_text), fold_words(subject.asked)
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


CHECKS = (
    Check(answer_not_in_passage, reads_text=True),
    Check(distractor_name_in_passage, reads_text=True),
)
