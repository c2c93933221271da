"""Are the texts of a question our own, and is a cloze one?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from quizgen.checks.subject import Subject
from quizgen.kinds.cloze import Cloze
from quizgen.kinds.formulas import defines, find_formulas, find_formulas_of_cloze, find_refused
from quizgen.model.diagnostics import Finding, Route
from quizgen.text.shared_runs import split_pieces
from quizgen.text.words import split_words


def verbatim(subject: Subject) -> Iterator[Finding]:
    """No more than 10 consecutive words of the book in a question, its anchors included.

    A question in the book's words tests memory of the wording, and copies the book. Anchors that touch in the book
    count as one run. `verbatim:` in `book.yaml` sets another limit.

    Bad:
        kind: short
        prompt: "How does the oil come?"
        answer: "by boat"
        explanation: "He says that the oil comes by boat, twice a year, in barrels of 150 litres."
        cite: "The oil comes by boat"
    Good:
        kind: short
        prompt: "How does the oil come?"
        answer: "by boat"
        explanation: "Two boats a year bring it, in barrels."
        cite: "The oil comes by boat"
    """
    if subject.text is None:
        return
    runs = subject.text.runs
    cited = [(("cite", i, "text"), each.text or "") for i, each in enumerate(subject.question.cite)]
    fields: dict[str, list[tuple[Route, str]]] = {}
    if runs.may_stand_in(" ".join([written for _, written in subject.texts])):
        for route, written in subject.texts:
            fields.setdefault(str(route[0]), []).append((route, written))
    fields["cite"] = list(cited)
    for name, texts in fields.items():
        # A run may go on from one item of a list to the next.
        for run in runs.find(" ".join(written for _, written in texts)):
            at = next((route for route, written in texts if run in " ".join(split_pieces(written))), texts[-1][0])
            message = f"{len(run.split())} words of the book in a row: “{_shortened(run)}”"
            if name == "cite":
                yield Finding(at, message, "Shorten the ends; those that touch in the book count as one.")
            else:
                yield Finding(at, message, f"Say it in your own words: {runs.limit} in a row are the limit.")


def _shortened(text: str) -> str:
    words = text.split()
    return " ".join(words[:6]) + (" …" if len(words) > 6 else "")


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
            yield Finding(
                route, f"this is still to be written: “{_shortened(written)}”", "Write it, or keep `draft: true`."
            )


def cloze_without_deletion(subject: Subject[Cloze]) -> Iterator[Finding]:
    """A cloze needs words to leave out; without any, Anki makes no card of it and says nothing.

    Bad:
        kind: cloze
        text: "The lens has sixteen panels."
    Good:
        kind: cloze
        text: "The lens has {{sixteen}} panels."
    """
    if not subject.question.deletions:
        yield Finding(
            ("text",), "no words are left out", "Put the words to be left out into double braces: `{{1920}}`."
        )


def cloze_syntax(subject: Subject[Cloze]) -> Iterator[Finding]:
    """A deletion is `{{words}}`, `{{1::words}}` or `{{1::words::hint}}`, and nothing like it.

    Anki's own `{{c1::…}}`, one colon in place of two or a space before the number would print the answer or ask for a
    number.

    Bad:
        kind: cloze
        text: "The lens has {{c1::sixteen}} panels."
    Good:
        kind: cloze
        text: "The lens has {{1::sixteen}} panels."
    """
    question = subject.question
    for deletion in question.deletions:
        written = question.text[deletion.start : deletion.end]
        if _LIKE_A_NUMBER.match(deletion.words):
            message = f"`{written}` would leave out “{deletion.words}”"
            yield Finding(("text",), message, "Write the number alone, then two colons: `{{1::words left out}}`.")
        elif "::" in deletion.words.replace(_math_or_code_in(deletion.words), "") or not split_words(deletion.words):
            message = f"`{written}` has no words, or more than one hint"
            yield Finding(("text",), message, "Write `{{1::words left out}}`, or `{{1::words left out::hint}}`.")


_LIKE_A_NUMBER = re.compile(r"\s*c?\d+\s*:|\s*c\d+\s*$|\s*\d*\s*::|\s+\S|.*\s$", re.IGNORECASE | re.DOTALL)


def _math_or_code_in(text: str) -> str:
    found = re.search(r"\$.*\$|`.*`", text, re.DOTALL)
    return found[0] if found else "\0"


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
        yield Finding(
            ("text",), "some deletions have a number and some have none", "Number all: `{{1::…}}`, `{{2::…}}`."
        )
    if any(number is not None and not 1 <= number <= 500 for number in numbers):
        yield Finding(("text",), "deletions are numbered from 1 to 500", "Give each card its own number, from 1 on.")
    outside = question.text
    for deletion in reversed(question.deletions):
        outside = outside[: deletion.start] + outside[deletion.end :]
    if "{{" in outside or "}}" in outside:
        hint = "Write each deletion as `{{1::words left out}}` or `{{1::words left out::hint}}`, none inside another."
        yield Finding(("text",), "`{{` or `}}` that belongs to no deletion", hint)


def unsafe_math(subject: Subject) -> Iterator[Finding]:
    r"""A formula shows something and does nothing else: no links, styles, attributes, extensions or definitions.

    Anki hands formulas to MathJax, whose `\href` and `\mmlToken` may run a program in a card, whose `\style` and
    `\bbox` may ask the network for something, and whose `\def` and `\let` change the formulas of all later cards, or
    give another of these commands a name of their own.

    Bad:
        kind: short
        prompt: 'What is $\style{background:url(https://example.org/seen)}{x}$ called?'
        answer: "the beam"
    Good:
        kind: short
        prompt: 'What is $\color{red}{x}$ called?'
        answer: "the beam"
    """
    question = subject.question
    if isinstance(question, Cloze):
        is_read = "$" in question.text and ("\\" in question.text or "&" in question.text)
        yield from _refused_in(("text",), find_formulas_of_cloze(question)) if is_read else ()
    for route, written in subject.texts:
        if find_refused(written) and not (isinstance(question, Cloze) and route == ("text",)):
            yield from _refused_in(route, find_formulas(written))


def _refused_in(route: Route, formulas: Iterable[str]) -> Iterator[Finding]:
    found = {name: tex for tex in formulas for name in find_refused(tex)}
    for name, tex in found.items():
        line_end = " If `\\\\` ends a line here, put a space behind it." if f"\\\\{name}" in tex else ""
        yield Finding(route, f"`\\{name}` is not for formulas here", _instead_of(name) + line_end)


def _instead_of(name: str) -> str:
    if defines(name):
        return "Write out what it stands for: on cards, it would hold for the formulas of other cards too."
    if name == "unicode":
        return "Write the character itself."
    if name in ("bbox", "fcolorbox"):
        return "`\\boxed{…}` draws a box."
    return "Leave it out: a formula asks nothing of the network. A link stands beside it: `[words](https://…)`."
