"""Values → HTML pages: the templates, compiled once, with their words, styles and scripts."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from quizgen.model import Item, Media
from quizgen.outputs.markup import block, gapped, inline, number, paragraphs, plain, quantity, with_media

WORDS: Mapping[str, str] = {
    "version": "Version",
    "page": "Page",
    "of": "of",
    # the head of a sheet
    "name": "Name",
    "date": "Date",
    "class": "Class",
    "score": "Score",
    "answer_all": "Answer every question.",
    "circles": "Where there are circles, fill in the right one.",
    # a question
    "true": "True",
    "false": "False",
    "true_letter": "T",
    "false_letter": "F",
    "true_or_false": "True or false?",
    "mark_all": "Mark every right answer.",
    "fill_gaps": "Fill in the gaps.",
    "number_boxes": "Number the boxes in the right order, beginning with 1.",
    "write_letters": "Write a letter on each line.",
    "write_letters_spare": "Write a letter on each line; not every letter is needed.",
    "define": "Define:",
    "your_answer": "Your answer",
    "gap": "Gap",
    "position_of": "Position of:",
    "letter_for": "Letter for:",
    "one_point": "1 point",
    "some_points": "{count} points",
    # headings, by kind
    "kind choice": "Multiple choice",
    "kind multiple": "Several right answers",
    "kind true-false": "True or false",
    "kind cloze": "Sentences to complete",
    "kind short": "Short answers",
    "kind numeric": "Numbers",
    "kind match": "Matching",
    "kind order": "Putting in order",
    "kind term": "Terms",
    "kind essay": "Essays",
    # an answer
    "answer_key": "Answer key",
    "answers": "Answers in brief",
    "right_answer": "Right answer:",
    "also_right": "also right:",
    "from_to": "right from {low} to {high}",
    "points": "A good answer contains:",
    "in_boxes": "numbers in the boxes, from the top:",
    "left_over": "left over:",
    "computed": "computed:",
    "place": "Place",
    "other_versions": "Where each version has the questions",
    # the index
    "decks": "Anki decks",
    "decks_how": "Open one with Anki, or choose File → Import in Anki.",
    "worksheets": "Worksheets",
    "worksheets_how": "Each is a page that you can print or answer on the screen.",
    "key": "key",
    "own_use": "This build holds passages of the book. It is for your own use: do not publish it or pass it on.",
    "public": "This build holds no passages of the book, only places in it. It may be passed on.",
    "nothing": "Nothing was built.",
    "study_material": "Study material",
}
"""What is printed around the texts of a book's questions."""

QUIZ_WORDS: Mapping[str, str] = {
    "check": "Check",
    "again": "Try again",
    "checkAll": "Check all",
    "wrongAgain": "Try the wrong ones again",
    "show": "Show the answer",
    "right": "Right",
    "wrong": "Wrong",
    "open": "Not answered yet",
    "noNumber": "Write a number, such as 12.5",
    "compare": "Compare your answer with this one. Did you have it?",
    "hadIt": "I had it",
    "hadNot": "I did not",
    "rightAnswer": "right answer",
    "yourAnswer": "your answer",
    "score": "{right} of {all} right",
    "wrongCount": "{count} wrong",
    "openCount": "{count} not answered",
    "compareCount": "{count} to compare",
}
"""What the quiz on the screen says."""

_FOLDER = Path(__file__).parent


def letter(index: int) -> str:
    """A, B, … Z, AA, AB, …: the letter of the option at an index."""
    before, last = divmod(index, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + last)


def prose(text: str) -> Markup:
    """A text that stands by itself: one line without a block around it."""
    return block(text) if "\n" in text else inline(text)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "inline": inline,
        "prose": prose,
        "plain": plain,
        "letter": letter,
        "number": number,
        "quantity": quantity,
        "gapped": gapped,
        "paragraphs": paragraphs,
    }
    environment.globals |= {"words": WORDS}
    return environment


@cache
def _asset(name: str) -> Markup:
    """A style or script of ours, as it stands inside of a page; ``// compare.js`` is what scripts share."""
    text = (_FOLDER / name).read_text("utf-8").strip()
    if "// compare.js" in text:
        text = text.replace("// compare.js", (_FOLDER.parent / "compare.js").read_text("utf-8").strip())
    return Markup(text)  # noqa: S704 (our own file)


@cache
def _policy(style: str, script: str) -> str:
    """A Content-Security-Policy that allows this style and script alone, and no network."""
    styles, scripts = _digest(style), _digest(script)
    ours = f"style-src {styles}; script-src {scripts}; img-src data:"
    return f"default-src 'none'; {ours}; base-uri 'none'; form-action 'none'"


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def render_page(
    template: str, *, styles: tuple[str, ...], script: str | None = None, items: Iterable[Item] = (), **values: Any
) -> bytes:
    """A whole page in UTF-8: a template with its style sheets, a script if it has one, and its items' images inside."""
    style = Markup("\n").join(map(_asset, styles))
    code = _asset(script) if script else Markup("")
    page = _environment().get_template(template)
    html = page.render(style=style, script=code, policy=_policy(style, code), **values)
    sources = {name: _inside(media) for item in items for name, media in item.media.items()}
    return with_media(html, sources).encode()


def _inside(media: Media) -> str:
    return f"data:{media.kind};base64,{base64.b64encode(media.content).decode()}"


def render_macro(template: str, macro: str, *values: Any) -> Markup:
    """One macro's piece of HTML."""
    made: str = getattr(_environment().get_template(template).module, macro)(*values)
    return Markup(made.strip())  # noqa: S704 (made by a template, which escapes)
