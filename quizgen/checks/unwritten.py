"""Checks for placeholders (``TODO``) that are left in a question or in ``book.yaml``."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.checks.check import Check
from quizgen.checks.subject import Subject
from quizgen.model.book import Book
from quizgen.model.diagnostics import Add, CodedFinding, Finding, Fix, Mending, Replace, Route, first_words


def placeholder(subject: Subject) -> Iterator[Finding]:
    """A text that `quizgen new` left to be filled in is no question yet.

    Drafts may keep it; they are left out of everything.

    Bad:
        kind: short
        prompt: "TODO: the question"
        answer: "sixteen"
    Good:
        kind: short
        prompt: "How many panels has the lens?"
        answer: "sixteen"
    """
    if subject.question.draft:
        return
    for route, written in subject.texts:
        if written.startswith("TODO"):
            message, hint = f"this is still to be written: “{first_words(written)}”", "Write it, or keep `draft: true`."
            is_given = "draft" in subject.question.model_fields_set
            change = Replace(("draft",), "true") if is_given else Add(("kind",), "draft", "true")
            yield Finding(route, message, hint, (Fix("Keep it as a draft", (change,)),))


CHECKS = (Check(placeholder, mending=Mending.OFFERED),)


def find_unwritten(book: Book) -> Iterator[CodedFinding]:
    """Find the titles and the author that `quizgen source outline` left to be filled in."""
    routes: list[tuple[Route, str]] = [(("title",), book.title), (("author",), book.author)]
    for number, chapter in enumerate(book.chapters):
        routes.append((("chapters", number, "title"), chapter.title))
        for order, section in enumerate(chapter.sections):
            routes.append((("chapters", number, "sections", order, "title"), section.title))
    for route, written in routes:
        if written.startswith("TODO"):
            hint = "Write it as it stands in the book."
            yield "placeholder", Finding(route, f"this is still to be written: “{written}”", hint)
