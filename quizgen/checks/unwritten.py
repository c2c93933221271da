"""Checks for placeholders (``TODO``) that are left in a question or in ``book.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.checks.check import Check
from quizgen.checks.english import word_set
from quizgen.checks.subject import Subject
from quizgen.model.book import Book
from quizgen.model.diagnostics import Add, CodedFinding, Finding, Fix, Mending, Replace, Route, first_words


def placeholder(subject: Subject) -> Iterator[Finding]:
    """A text that is still to be written is no question yet: `TODO`, “TBC”, “[insert …]”, “???”, “lorem ipsum”.

    Drafts may keep it; they are left out of everything. A mark is found where it is the whole text, begins it or stands
    in brackets; in an answer only where it can be nothing else, as “XXX” may be a Roman number. What it cannot see: a
    text that is there and means nothing, and notes to oneself in plain words (“ask Anna”).

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
        if written == "XXX" and any(_ROMAN_ASKED.search(text) for _, text in subject.texts):
            continue
        if is_unwritten(written, is_answer=route[0] in _ANSWERS):
            message, hint = f"this is still to be written: “{first_words(written)}”", "Write it, or keep `draft: true`."
            is_given = "draft" in subject.question.model_fields_set
            change = Replace(("draft",), "true") if is_given else Add(("kind",), "draft", "true")
            yield Finding(route, message, hint, (Fix("Keep it as a draft", (change,)),))


_ANSWERS = frozenset({"answer", "answers", "distractors", "also", "pairs", "items", "term", "person", "date", "unit"})

_THING = (
    "(?:question|answer|prompt|distractor|option|explanation|definition|term|text|statement|choice|hint|title|name)"
)

_MARKED = re.compile(
    r"(?:TODO|FIXME|TBC|TBD|TBA|TBW|XXX+|tbc|tbd|tba|xxx+)(?:\W*$|\s*[:–—-]\s)|(?:TODO|FIXME)\b"
    r"|.*[\[(<]\s*(?:TODO|FIXME|TBC|TBD|TBA|tbc|tbd|tba|to be (?:added|confirmed|completed|written|decided|done))\b"
    r"[^\])>]*[\])>]"
    r"|.*(?<!\w)[–—-] (?:TODO|FIXME|TBC|TBD|TBA)\W*$"
    r"|.*(?<!\w)\[\s*(?:(?:[Ii]nsert|INSERT|[Ff]ill in|[Rr]eplace|[Yy]our|[Pp]laceholder|[Ee]nter|[Tt]ype)\b[^\]]*"
    r"|\?+)\]"
    r"|.*<\s*(?:insert|fill in|your|placeholder|enter) [^>]*>|.*\?{3,}"
    r"|.*(?<![“\"‘'„«*`])\b[Ll]orem ipsum dolor\b|.*\b(?:xxxx+|XXXX+)\b",
    re.DOTALL,
)

_MARKED_PHRASE = re.compile(
    r"\W*(?:(?:wrong|right|correct|false|true|next|first|second|third|another|sample|dummy|example) )?"
    r"(?:distractor|option|question|answer|choice)s? ?#?\d+\W*$"
    rf"|\W*(?:(?:write|insert|put|add|type|enter|your|the|a|an|right|wrong|correct|next|this|another|some) )*{_THING}s?"
    r" (?:goes |comes |to come |to go |to follow |to be added )?here\W*$"
    rf"|\W*(?:insert|add|write|enter|type) (?:your |a |an |the |some |another )?(?:\w+ )?{_THING}s?(?: here| "
    r"later)?\W*$"
    rf"|\W*(?:your|dummy|placeholder|sample) {_THING}\W*$|\W*{_THING} (?:missing|pending|needed|to follow|to come)\W*$"
    r"|\W*(?:asdf\w*|qwert[yz]\w*|blah? blah?\b.*|distractor)\W*$",
    re.IGNORECASE | re.DOTALL,
)

_MARKED_TEXT = re.compile(
    r"(?:…|\.{3,}|-{2,}|_+|\?{2,}|placeholder(?: text)?|(?:still )?to be (?:confirmed|decided|determined|written"
    "|added|completed|done"
    "|announced|defined|filled in|continued|checked)|to do|to follow|lorem ipsum.*|n/?a|coming soon|work in progress"
    "|wip|(?:see|as) above"
    r"|needs? (?:an? )?(?:explanation|work|writing|check(?:ing)?)|[x.]{3,}|missing)\W*$|\[[^\]]+ [^\]]+\]$|XXX\s",
    re.IGNORECASE | re.DOTALL,
)
"""What is no prompt and no explanation, but may be an answer: the name of a mark, or the words for “TBC”."""

_MARKS = (
    "TODO",
    "FIXME",
    "TBC",
    "TBD",
    "TBA",
    "TBW",
    "tbc",
    "tbd",
    "tba",
    "XXX",
    "xxx",
    "??",
    "orem ipsum",
    "[",
    "<",
    "(to",
)

_WORDS_OF_MARKS = word_set(
    "here later missing pending need follow come soon progress wip to-do done asdf qwert bla distractor placeholder "
    "dummy sample your insert add write enter type confirm decid determin written complet announced defined filled "
    "continued check above n/a"
)

_MAX_LETTERS = 60
"""A longer text is none of the phrases that stand for a text."""


def _may_be_marked(text: str) -> bool:
    """A fast first test: whether a text has a part of a mark, or is short and may be a phrase that stands for it."""
    if any(mark in text for mark in _MARKS):
        return True
    if len(text) > _MAX_LETTERS:
        return False
    lower = text.lower().replace("to do", "to-do")
    return text[-1:].isdigit() or not text[:1].isalnum() or any(word in lower for word in _WORDS_OF_MARKS)


_CODE = re.compile(r"```.*?(?:```|$)|`[^`]*`|\$[^$]*\$", re.DOTALL)

_ROMAN_ASKED = re.compile(r"\b(?!XXX\b)[IVXLCDM]{2,}\b|\d|Roman|thirty")
"""A Roman number, or what asks for one."""


def is_unwritten(text: str, *, is_answer: bool = False) -> bool:
    """Whether a text is, or has, a mark of something still to be written."""
    if not _may_be_marked(text):
        return False
    plain = _CODE.sub("code", text).strip()
    if is_answer and plain in ("…", "...", "???", "[?]"):
        return plain == "???"
    if _MARKED.match(plain) or _MARKED_PHRASE.match(plain):
        return True
    return not is_answer and _MARKED_TEXT.match(plain) is not None


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
