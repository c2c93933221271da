"""Does every citation stand in the book, in one place?"""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from quizgen.checks.subject import Subject
from quizgen.diagnostics import Finding
from quizgen.model import Essay
from quizgen.source.locate import Ambiguous, Malformed, Near, NotFound
from quizgen.source.words import split_words


def citation_malformed(subject: Subject) -> Iterator[Finding]:
    """A citation is the first and last words of a passage, 3 to 6 at each end, or a phrase of 4 to 8 words.

    Shorter ones stand in several places; longer ones copy the book.

    Bad:
        kind: short
        prompt: "How many panels has the lens?"
        answer: "sixteen"
        cite: "sixteen panels"
    Good:
        kind: short
        prompt: "How many panels has the lens?"
        answer: "sixteen"
        cite: "The lens has sixteen … in eight seconds"
    """
    for index, outcome in enumerate(subject.outcomes):
        if isinstance(outcome, Malformed):
            yield Finding(("cite", index, "text"), f"this citation cannot be looked up: {outcome.reason}", outcome.hint)


def citation_not_found(subject: Subject) -> Iterator[Finding]:
    """The cited words have to stand in the chapter, in this order, and within 120 words (an essay's: 400).

    Case, quotation marks, dashes and line ends do not matter; words do. `quizgen find WORDS` shows what stands there,
    with a citation ready to paste.

    Bad:
        kind: short
        prompt: "How many panels has the lens?"
        answer: "sixteen"
        cite: "the lens consists of sixteen"
    Good:
        kind: short
        prompt: "How many panels has the lens?"
        answer: "sixteen"
        cite: "the lens has sixteen panels"
    """
    for index, outcome in enumerate(subject.outcomes):
        if isinstance(outcome, NotFound):
            written = subject.question.cite[index].text
            message = f"“{written}” does not stand in the chapter: {outcome.reason}"
            yield Finding(("cite", index, "text"), message, _way_out(outcome))


def _way_out(outcome: NotFound) -> str:
    if "before its first" in outcome.reason:
        return "Swap the two ends, if it is this passage that is meant."
    if "words apart" in outcome.reason:
        return 'Cite the two places one by one, as a list: `cite: ["…", "…"]`.'
    if outcome.elsewhere is not None:
        return (
            f"It stands in {outcome.elsewhere}: cite `{{chapter: {outcome.elsewhere_key}, text: …}}`, "
            "or move the question there."
        )
    if outcome.near is not None:
        return f"Line {outcome.near.line} has “{outcome.near.stands}”: {_difference(outcome.near)}."
    return "Search your copy for the passage with `quizgen find WORDS`."


def _difference(near: Near) -> str:
    written, stands = split_words(near.written), split_words(near.stands)
    changes = []
    for change, a, b, c, d in difflib.SequenceMatcher(None, written, stands, autojunk=False).get_opcodes():
        here, there = " ".join(written[a:b]), " ".join(stands[c:d])
        if change == "replace":
            changes.append(f"“{there}” where the citation has “{here}”")
        elif change == "delete":
            changes.append(f"no “{here}”")
        elif change == "insert":
            changes.append(f"“{there}” that the citation leaves out")
    return ", ".join(changes) or "the same words, divided otherwise"


def citation_ambiguous(subject: Subject) -> Iterator[Finding]:
    """The cited words have to stand in one place only.

    Passages whose sentences are the same word for word (a copy that prints a page twice) count as one place.

    Bad:
        kind: short
        prompt: "Who notices a crack?"
        answer: "the captain"
        cite: "the captain sees that something is missing"
    Good:
        kind: short
        prompt: "Who notices a crack?"
        answer: "the captain"
        cite: "aside and the captain sees that"
    """
    for index, outcome in enumerate(subject.outcomes):
        if isinstance(outcome, Ambiguous):
            lines = ", ".join(map(str, outcome.lines[:5])) + (", …" if len(outcome.lines) > 5 else "")
            written = subject.question.cite[index].text
            message = f"“{written}” fits {len(outcome.lines)} passages (lines {lines})"
            longer = "; ".join(f"“{citation}”" for citation in outcome.longer)
            hint = (
                f"Longer ends that fit one: {longer}." if longer else "Cite a passage with other first or last words."
            )
            yield Finding(("cite", index, "text"), message, hint)


def section_cited(subject: Subject) -> Iterator[Finding]:
    """Only an essay may cite a whole section: for any other kind it proves nothing.

    Bad:
        kind: short
        prompt: "How many panels has the lens?"
        answer: "sixteen"
        cite: {section: 2}
    Good:
        kind: essay
        prompt: "How does the keeper look after the glass?"
        points: ["he cleans it every day"]
        cite: {section: 2}
    """
    if isinstance(subject.question, Essay):
        return
    for index, citation in enumerate(subject.question.cite):
        if citation.section is not None:
            message = f"only an essay may cite a whole section, and this is a `{subject.question.kind}`"
            yield Finding(("cite", index, "section"), message, "Cite the passage that gives the answer.")
