"""Checks of the parts of an answer that have citations of their own."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.checks.check import Check
from quizgen.checks.subject import Subject
from quizgen.kinds.match import Match
from quizgen.kinds.order import Order
from quizgen.model.diagnostics import Finding, Severity, first_words
from quizgen.text.names import fold_words, stands_in

_MIN_LETTERS = 4
"""Shorter words count only if a text has no others: most of them stand in any passage."""


def part_not_in_passage(subject: Subject[Match | Order]) -> Iterator[Finding]:
    """A side of a pair, or an item, that has a `cite` of its own shares a word with its passage.

    One that shares none was mostly exchanged with another. Words of the same stem and the `aliases` of book.yaml
    count. An answer with `derived` need not stand in the passage.

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
        every = fold_words(part.text)
        words = {word for word in every if len(word) >= _MIN_LETTERS} or every
        if not part.cite or not words:
            continue
        passages = "\n".join([book.author, book.title, *(passage.text for passage in subject.passages_of(part))])
        if not any(stands_in(word, fold_words(passages), subject.aliases) for word in words):
            message = f"no word of “{first_words(part.text)}” stands in its own passage"
            hint = "Exchange it with the part whose passage says so, or cite the passage that has it."
            yield Finding(part.route, message, hint)


CHECKS = (Check(part_not_in_passage, Severity.WARNING, reads_text=True),)
