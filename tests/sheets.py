"""Sheets for tests of the printed quizzes, and ways to open and to answer them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, Locator, Page
from pypdf import PdfReader

from quizgen.assembly.quiz import Item, SheetItem, Worksheet
from quizgen.kinds import KINDS
from quizgen.kinds.choice import Choice
from quizgen.kinds.cloze import Cloze
from quizgen.kinds.date import Date
from quizgen.kinds.essay import Essay
from quizgen.kinds.match import Match
from quizgen.kinds.multiple import Multiple
from quizgen.kinds.numeric import Numeric
from quizgen.kinds.order import Order
from quizgen.kinds.person import Person
from quizgen.kinds.question import Question
from quizgen.kinds.short import Short
from quizgen.kinds.term import Term
from quizgen.kinds.true_false import TrueFalse
from quizgen.outputs.html.outputs import KEY_PAGE, LARGE_PRINT_PAGE, WORKSHEET_PAGE
from quizgen.outputs.output import Context
from quizgen.project.write import Artifact
from tests.samples import BOOK, all_items, item

PAPER: tuple[Literal["A4", "Letter"], ...] = ("A4", "Letter")


def printed_options(question: Question) -> tuple[str, ...]:
    """What is shuffled, in an order that is not the right one."""
    match question:
        case Choice():
            first, *others = (distractor.text for distractor in question.distractors)
            return (first, question.answer.text, *others)
        case Multiple():
            texts = [option.text for option in (*question.answers, *question.distractors)]
            return (*texts[1::2], *texts[::2])
        case Order():
            texts = [one.text for one in question.items]
            return (*texts[2:], *texts[:2])
        case Match():
            return tuple(
                sorted({*(pair.right for pair in question.pairs), *(each.text for each in question.distractors)})
            )
        case _:
            return ()


def make_sheet(
    items: Iterable[Item], *, name: str = "midterm-b", title: str = "Midterm", version: str = "B"
) -> Worksheet:
    entries = (SheetItem(number, one, printed_options(one.question)) for number, one in enumerate(items, 1))
    return Worksheet(name, title, version, BOOK, tuple(entries))


def all_kinds() -> Worksheet:
    return make_sheet(all_items())


def render_worksheet(sheet: Worksheet, *, is_large: bool = False) -> Artifact:
    """The sheet's page, or the one in large print."""
    (page,) = (LARGE_PRINT_PAGE if is_large else WORKSHEET_PAGE).render(sheet, Context())
    return page


def render_key(sheet: Worksheet) -> Artifact:
    """The key's page."""
    (page,) = KEY_PAGE.render(sheet, Context())
    return page


def long_sheet(count: int = 40, *, lengths: int = 5) -> Worksheet:
    """Questions of all kinds in turn, of several lengths; every text has a word that stands nowhere else."""
    kinds = list(KINDS)
    return make_sheet((_varied(kinds[i % len(kinds)], i + 1, lengths) for i in range(count)), name="long-b")


def _varied(kind: str, number: int, lengths: int) -> Item:
    more = " and more of the keeper's daily round" * (number * 7 % lengths)

    def text(word: str) -> str:
        return f"q{number:02}{word}{more}"

    options = [text(f"opt{letter}") for letter in "abcdef"[: 3 + number % 4]]
    by_kind: dict[str, dict[str, Any]] = {
        "choice": {"answer": options[0], "distractors": options[1:]},
        "multiple": {"answers": options[:2], "distractors": [*options[2:], text("optx")]},
        "order": {"items": options},
        "match": {
            "pairs": [[text(f"left{index}"), option] for index, option in enumerate(options[:-1])],
            "distractors": options[-1:],
        },
        "cloze": {"text": f"{text('prompt')} {{{{1::q{number:02}gap}}}} {text('tail')}."},
        "term": {"term": text("prompt"), "definition": text("definition")},
        "person": {"person": text("name"), "description": text("prompt")},
        "date": {"date": "1904", "event": text("prompt")},
        "essay": {"points": [text("point")], "difficulty": str(1 + number // 10 % 3)},
    }
    changes = by_kind.get(kind, {})
    if kind not in ("cloze", "term", "person", "date"):
        changes |= {"prompt": text("prompt")}
    return item(kind, id=f"long-{number}", explanation=text("because"), **changes)


@dataclass
class Opened:
    """A page in a browser, with everything that it asked of the network or complained of."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def question(self, number: int) -> Locator:
        return self.page.locator(f"#q{number}")


@contextmanager
def opened(
    browser: Browser, artifact: Artifact, folder: Path, *, is_reloaded: bool = False, **options: Any
) -> Iterator[Opened]:
    """A rendered page as a reader opens it: from a file, and from nothing else; once, unless it is reloaded."""
    file = folder / artifact.path
    file.write_bytes(artifact.content)
    context = browser.new_context(**options)
    context.set_default_timeout(5000)
    page = context.new_page()
    shown = Opened(page)
    page.on("console", lambda message: shown.complaints.append(message.text))
    page.on("pageerror", lambda error: shown.complaints.append(str(error)))
    page.on("request", lambda request: shown.requests.append(request.url))
    page.goto(file.as_uri())
    yield shown
    context.close()
    assert shown.complaints == []
    assert (list(dict.fromkeys(shown.requests)) if is_reloaded else shown.requests) == [file.as_uri()]


def printed(page: Page, paper: str) -> list[str]:
    """The text of each page on paper, on one line."""
    return pages_of(page.pdf(format=paper))


def pages_of(pdf: bytes) -> list[str]:
    """The text of each page of a PDF, on one line."""
    reader = PdfReader(BytesIO(pdf))
    # Compatible characters are taken as the same: fonts join "fi" into one.
    return [" ".join(unicodedata.normalize("NFKC", sheet.extract_text()).split()) for sheet in reader.pages]


def answer(form: Locator, entry: SheetItem, *, right: bool = True) -> None:
    """Give a right or a wrong answer with the mouse, and words with the keyboard."""
    question = entry.item.question
    match question:
        case Choice() | Multiple():
            answers = (question.answer,) if isinstance(question, Choice) else question.answers
            for option in answers if right else question.distractors[:1]:
                form.locator(".option").nth(entry.options.index(option.text)).click()
        case TrueFalse():
            form.locator(".option").nth(0 if question.answer is right else 1).click()
        case Short():
            form.get_by_role("textbox").fill(question.answer if right else "the stairs")
        case Numeric():
            form.get_by_role("textbox").fill(str(question.answer if right else question.answer + 10))
        case Cloze():
            for box, deletion in zip(form.get_by_role("textbox").all(), question.deletions, strict=True):
                box.fill(deletion.words if right else "nothing")
        case Order():
            for place, one in enumerate(question.items, 1):
                wanted = place if right else place % len(question.items) + 1
                form.get_by_label(f"Position of: {one.text}").select_option(str(wanted))
        case Match():
            for pair in question.pairs:
                chosen = pair.right if right else question.distractors[0].text
                form.get_by_label(f"Letter for: {pair.left}").select_option("ABCDEF"[entry.options.index(chosen)])
        case Term() | Person() | Date() | Essay():
            form.get_by_role("textbox").fill("something of one's own")
            form.get_by_role("button", name="Check").click()
            form.get_by_role("button", name="I had it" if right else "I did not").click()
