"""Checks that each citation is found in the book, in exactly one place."""

from __future__ import annotations

import json
from collections.abc import Iterator

from quizgen.book.book_text import BookText
from quizgen.checks.check import Check
from quizgen.checks.citation_hints import (
    WayOut,
    cite_instead,
    drop_place,
    finish_citation,
    recall_passage,
    tell_outside,
)
from quizgen.checks.subject import Subject
from quizgen.citations.anchors import split_ends
from quizgen.citations.locate import locate
from quizgen.citations.outcome import Ambiguous, Located, Malformed, NotFound
from quizgen.citations.propose import correct_citation
from quizgen.kinds import kind_of
from quizgen.model.citation import Citation
from quizgen.model.diagnostics import Add, Enclose, Finding, Fix, Mending, Replace, Route, Severity, in_quotes
from quizgen.text.word_diff import show
from quizgen.text.words import split_words


def citation_malformed(subject: Subject) -> Iterator[Finding]:
    """A citation is the first and last words of a passage, 3 to 6 at each end, or a phrase of 4 to 8 words.

    Shorter ones stand in several places; longer ones copy the book. A web address or a path counts as one word. In
    scripts without blanks between words, as those of Chinese and Japanese, two letters count as a word: 6 to 12 at each
    end, or a phrase of 8 to 16. The sign between the ends is `…` or `...` with blanks around it; an ellipsis of the
    book's own may be left out.

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
    for route, citation, outcome in subject.looked_up:
        if isinstance(outcome, Malformed):
            message = f"this citation cannot be looked up: {outcome.reason}"
            way_out = drop_place(subject, route, citation) or finish_citation(subject, route, citation)
            way_out = way_out or WayOut(outcome.hint)
            yield Finding((*route, "text"), message, way_out.hint, way_out.fixes)


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
    for route, citation, outcome in subject.looked_up:
        if isinstance(outcome, NotFound):
            reason = f": {outcome.reason}" if outcome.reason else ""
            message = f"“{citation.text}” does not stand in the chapter{reason}"
            fixes = _fixes_of_absent(subject, route, citation, outcome)
            hint = _way_out(citation, outcome, subject.text)
            if (bare := drop_place(subject, route, citation)) is not None:
                hint, fixes = bare.hint, bare.fixes
            elif not fixes and (way_out := _guess(subject, route, citation, outcome)) is not None:
                hint, fixes = " ".join(filter(None, (hint, way_out.hint))), way_out.fixes
            yield Finding((*route, "text"), message, hint or "Search your copy with `quizgen find WORDS`.", fixes)


def _guess(subject: Subject, route: Route, citation: Citation, outcome: NotFound) -> WayOut | None:
    """What may be meant, where nothing surer is known."""
    if outcome.hint or outcome.elsewhere is not None:
        return None
    return tell_outside(subject, citation) or recall_passage(subject, route, citation)


def _way_out(citation: Citation, outcome: NotFound, text: BookText | None) -> str:
    """What is known of an absent citation; nothing, if nothing is."""
    if outcome.hint:
        return outcome.hint
    if outcome.elsewhere is not None:
        cite = f"{{chapter: {outcome.elsewhere_key}, text: {in_quotes(citation.text or '')}}}"
        return f"It stands in {outcome.elsewhere}: write `cite: {cite}`, or move the question there."
    if outcome.near is not None and text is not None:
        near = outcome.near
        place = text.copy.place(near.line).capitalize()
        return f"{place} has “{near.stands}”: {show(near.written, near.stands, 'the citation', text.rule)}."
    return ""


def _fixes_of_absent(subject: Subject, route: Route, cited: Citation, outcome: NotFound) -> tuple[Fix, ...]:
    """Cite the chapter where it stands, or the words that stand in this one: which is meant, only its author knows."""
    if (key := outcome.elsewhere_key) is not None:
        title, written = f"Cite it in {outcome.elsewhere}", key if key.isalnum() else in_quotes(key)
        if cited.chapter is not None:
            return (Fix(title, (Replace((*route, "chapter"), key),)),)
        return (
            Fix(title, (Enclose(route, f"{{chapter: {written}, text: ", "}"),)),
            Fix(title, (Add((*route, "text"), "chapter", key),)),  # where it is a mapping by now
        )
    if outcome.near is None or subject.text is None:
        return ()
    near = outcome.near
    ends = split_ends(cited.text or "")
    stands = " … ".join(near.stands if near.written in (end, " ".join(split_words(end))) else end for end in ends)
    found = locate(cited.model_copy(update={"text": stands}), subject.text, subject.chapter)
    return (cite_instead(route, stands),) if isinstance(found, Located) and not found.differences else ()


def citation_differs(subject: Subject) -> Iterator[Finding]:
    """A citation that this copy has in other words is taken for the one place that it can only mean.

    Another edition spells a word otherwise, a scanner misreads a letter, an author mistypes one. It is taken only if no
    other place of the chapter comes near, and never where a figure, a negation or a name differs.

    A question that was checked against a better copy keeps its line in `verified.lock`. What this copy misreads inside
    of the passage is told as ever: a figure is an error, a name a warning. A build then goes by the lock, and leaves
    the passage out.

    Bad:
        kind: short
        prompt: "How many panels has the lens?"
        answer: "sixteen"
        cite: "the lens has sixteen pannels"
    Good:
        kind: short
        prompt: "How many panels has the lens?"
        answer: "sixteen"
        cite: "the lens has sixteen panels"
    """
    for route, citation, outcome in subject.looked_up:
        if subject.text is None or not isinstance(outcome, Located) or not outcome.differences:
            continue
        written, copy, rule = citation.text or "", subject.text.copy, subject.text.rule
        changes = (
            f"{copy.place(each.line)} has {show(each.written, each.stands, 'the citation', rule)}"
            for each in outcome.differences
        )
        message = f"“{written}” stands in this copy in other words: {'; '.join(changes)}"
        corrected = correct_citation(written, outcome, subject.text)
        hint = "Leave it, if this copy is another edition or a poorer one; if the citation has a slip, correct it"
        way_out = "." if corrected is None else f": {json.dumps(corrected, ensure_ascii=False)}."
        fixes = () if corrected is None else (cite_instead(route, corrected),)
        yield Finding((*route, "text"), message, hint + way_out, fixes)


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
    for route, citation, outcome in subject.looked_up:
        if isinstance(outcome, Ambiguous):
            assert subject.text is not None
            places = ", ".join(map(subject.text.copy.place, outcome.lines[:5]))
            places += ", …" if len(outcome.lines) > 5 else ""
            message = f"“{citation.text}” fits {len(outcome.lines)} passages ({places})"
            longer = "; ".join(f"“{citation}”" for citation in outcome.longer)
            hint = (
                f"Citations that fit one each: {longer}."
                if longer
                else "Cite a passage with other first or last words."
            )
            fixes = tuple(cite_instead(route, each) for each in outcome.longer)
            yield Finding((*route, "text"), message, hint, fixes)


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
    may_cite = kind_of(subject.question).may_cite_sections
    for route, citation in subject.citations:
        is_shown = route[0] == "stimulus"
        if citation.section is not None and (is_shown or not may_cite):
            what = "a stimulus" if is_shown else f"a `{subject.question.kind}`"
            message = f"only an essay may cite a whole section, and this is {what}"
            yield Finding((*route, "section"), message, "Cite the passage that gives the answer.")


CHECKS = (
    Check(citation_malformed, reads_text=True, mending=Mending.SAFE),
    Check(citation_not_found, reads_text=True, mending=Mending.OFFERED),
    Check(citation_differs, Severity.WARNING, reads_text=True, mending=Mending.OFFERED),
    Check(citation_ambiguous, reads_text=True, mending=Mending.OFFERED),
    Check(section_cited),
)
