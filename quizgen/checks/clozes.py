"""Checks that a cloze has deletions, that Anki can make a card of each, and that nothing else looks like one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.checks.check import Check
from quizgen.checks.english import word_set
from quizgen.checks.gap_slips import find_gap_slips, find_gaps, find_half_marked, write_colons
from quizgen.checks.subject import Subject
from quizgen.kinds.cloze import Cloze
from quizgen.kinds.question import Prompted
from quizgen.model.diagnostics import Finding, Fix, Mending, Replace, Severity


def cloze_without_deletion(subject: Subject[Cloze]) -> Iterator[Finding]:
    """A cloze needs words to leave out; without any, Anki makes no card of it and says nothing.

    A line, dots or single braces leave nothing out: which words belong there only double braces say.

    Bad:
        kind: cloze
        text: "The lens has sixteen panels."
    Good:
        kind: cloze
        text: "The lens has {{sixteen}} panels."
    """
    text = subject.question.text
    if subject.question.deletions or any(find_gap_slips(text)):
        return
    half_marked = next(find_half_marked(text), None)
    if half_marked is None:
        hint = "Put the words to be left out into double braces: `{{1920}}`."
        yield Finding(("text",), "no words are left out", hint)
        return
    written, words = half_marked
    message = f"no words are left out: `{written}` {'has no double braces' if words else 'does not say which'}"
    if not words:
        yield Finding(("text",), message, "Write the words in its place, in double braces: `{{words}}`.")
        return
    mended = text
    for each, inside in find_half_marked(text):
        mended = mended.replace(each, f"{{{{{inside}}}}}") if inside else mended
    fix = Fix("Write double braces", (Replace(("text",), mended),))
    yield Finding(("text",), message, f"Write `{{{{{words}}}}}`.", (fix,))


def cloze_syntax(subject: Subject[Cloze]) -> Iterator[Finding]:
    r"""A deletion is `{{words}}`, `{{1::words}}` or `{{1::words::hint}}`, and nothing like it.

    Anki's own `{{c1::…}}`, one colon in place of two, a space before the number or a brace too few would print the
    answer or ask for a number. Nothing else is said of such a question before it is mended. Words with `::` in them are
    written as code, or with backslashes: `{{1::std\:\:vector}}`.

    Bad:
        kind: cloze
        text: "The lens has {{c1::sixteen}} panels."
    Good:
        kind: cloze
        text: "The lens has {{1::sixteen}} panels."
    """
    text = subject.question.text
    fixes = _mend_gaps(text)
    for slip in find_gap_slips(text):
        yield Finding(("text",), slip.message, slip.hint, fixes)
        fixes = ()  # the first one's mends all


def _mend_gaps(text: str) -> tuple[Fix, ...]:
    """One fix for all slips of a text, if each can be mended."""
    mended, is_sure = text, True
    while (slip := next(find_gap_slips(mended), None)) is not None:
        if not slip.mended or slip.mended == mended:
            return ()
        mended, is_sure = slip.mended, is_sure and slip.is_sure
    return (Fix("Mend the gaps", (Replace(("text",), mended),), is_sure),) if mended != text else ()


def half_marked_gap(subject: Subject[Cloze]) -> Iterator[Finding]:
    """Beside its gaps, a cloze has something that is a gap elsewhere, and is printed here: `{words}`, `____`.

    A set (`{1, 2}`), code and math may have braces, and a quotation may leave words out (`[…]`).
    What is meant to be read so is excused with a reason.

    Bad:
        kind: cloze
        text: "The lens has {{1::sixteen}} panels and turns once in {eight} seconds."
    Good:
        kind: cloze
        text: "The lens has {{1::sixteen}} panels and turns once in {{2::eight}} seconds."
    """
    if subject.question.deletions:
        for written, words in find_half_marked(subject.question.text):
            if not words and "_" not in written:
                continue
            hint = f"Write `{{{{{words or 'words'}}}}}`, with a number if the others have one."
            yield Finding(("text",), f"`{written}` is printed as it stands, and is no gap", hint)


def gap_outside_cloze(subject: Subject[Prompted]) -> Iterator[Finding]:
    """Only a cloze has gaps: in the prompt of another kind, double braces are printed, with the answer in them.

    Bad:
        kind: short
        prompt: "How many panels has the lens? It has {{sixteen}} panels."
        answer: "sixteen"
    Good:
        kind: cloze
        text: "The lens has {{sixteen}} panels."
    """
    prompt = subject.question.prompt
    if "{{" in prompt and (found := find_gaps(prompt)):
        hint = "Make it a `kind: cloze`, with the sentence in `text`; or ask for the words."
        yield Finding(("prompt",), f"`{found[0]}` is printed as it stands: only a cloze has gaps", hint)


_NAMESPACES = word_set(
    "std boost self super crate core alloc absl cv tf gsl fmt chrono ranges filesystem this parent static net io"
)
_CALLED = re.compile(r"~?[^\W\d]\w*(?:\([^()]*\)|<[^<>]+>|!)|[^\W\d]\w*(?:[a-z][A-Z]|\w_\w)\w*")
"""What is code by itself: ``push_back``, ``size()``, ``vector<int>``, ``fromStr``."""

_CAMEL = re.compile(r"[^\W\d]\w*[a-z][A-Z]\w*::[A-Z]\w*")
_ADDRESS = re.compile(r"(?=.*\d.*::)[0-9a-f:]*::[0-9a-f:]*\d[0-9a-f:]*", re.IGNORECASE)


def colons_in_gap(subject: Subject[Cloze]) -> Iterator[Finding]:
    r"""What stands behind the second `::` of a gap is a hint; in `{{1::std::vector}}` it seems to belong to the words.

    So it seems if one of the two looks like code, or if both stand together in the explanation. Of two plain words, as
    in `{{1::River::Bank}}`, it cannot be seen.

    Bad:
        kind: cloze
        text: "The lens is a {{1::std::vector}} of sixteen panels."
    Good:
        kind: cloze
        text: "The lens is a {{1::`std::vector`}} of sixteen panels."
    """
    question = subject.question
    for deletion in question.deletions:
        words, hint = deletion.words, deletion.hint
        if not hint or "`" in words or "$" in words:
            continue
        whole = f"{words}::{hint}"
        is_named = whole in f"{question.explanation} {question.derived}"
        is_path = words in _NAMESPACES or _CAMEL.fullmatch(whole) or _ADDRESS.fullmatch(whole)
        if is_named or is_path or (words.isidentifier() and _CALLED.fullmatch(hint)):
            written = question.text[deletion.start : deletion.end]
            start = "" if deletion.number is None else f"{deletion.number}::"
            fixes = tuple(
                Fix(title, (Replace(("text",), question.text.replace(written, f"{{{{{start}{each}}}}}")),))
                for title, each in (
                    ("Write it as code", f"`{whole}`"),
                    ("Write the colons with backslashes", whole.replace("::", r"\:\:")),
                )
            )
            message = f"`{written}` leaves out “{words}”, and shows “{hint}” as a hint"
            way_out = f"If the words are “{whole}”, {write_colons(whole)}."
            yield Finding(("text",), message, way_out, fixes)


def cloze_numbering(subject: Subject[Cloze]) -> Iterator[Finding]:
    """Deletions are numbered all, from 1 on, or none is; Anki keeps the scheduling by these numbers.

    Bad:
        kind: cloze
        text: "The lens has {{1::sixteen}} panels and turns once in {{eight}} seconds."
    Good:
        kind: cloze
        text: "The lens has {{1::sixteen}} panels and turns once in {{2::eight}} seconds."
    """
    question = subject.question
    numbers = {deletion.number for deletion in question.deletions}
    if None in numbers and len(numbers) > 1:
        yield Finding(("text",), "some gaps have a number and some have none", "Number all: `{{1::…}}`, `{{2::…}}`.")
    if any(number is not None and not 1 <= number <= 500 for number in numbers):
        yield Finding(("text",), "gaps are numbered from 1 to 500", "Give each card its own number, from 1 on.")


CHECKS = (
    Check(cloze_without_deletion, mending=Mending.OFFERED, hides_others=True),
    Check(cloze_syntax, mending=Mending.SAFE, hides_others=True),
    Check(cloze_numbering),
    Check(half_marked_gap, Severity.WARNING),
    Check(gap_outside_cloze, Severity.WARNING),
    Check(colons_in_gap, Severity.WARNING, mending=Mending.OFFERED),
)
