"""Measure how many citations are found in other editions of the first book, and whether any is found in a wrong place.

Run as `python -m evals.editions` with the first book's copy in `$QUIZGEN_LIBRARY`; `-v` lists the failures. The
editions are made from the book's own text, so aligning the two gives the true place of every word.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
import tempfile
import time
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from playwright.sync_api import sync_playwright
from rapidfuzz.distance import Levenshtein

from evals.editions_make import (
    SEED,
    print_pdf,
    spoil,
    write_docx,
    write_epub,
    write_html,
    write_markdown_folder,
    write_odt,
    write_text,
)
from evals.first_book import BOOK, read_first_book
from quizgen.book.book_text import BookText
from quizgen.book.positions import ChapterSpan, chapter_span
from quizgen.book.structure import read_structure
from quizgen.citations.anchors import MAX_WORDS, MAX_WORDS_ESSAY
from quizgen.citations.locate import locate
from quizgen.citations.outcome import Located, NotFound
from quizgen.copies.copy import read_copy
from quizgen.kinds.essay import Essay
from quizgen.kinds.texts import citations_of
from quizgen.model.citation import Citation
from quizgen.project.request import Request
from quizgen.text.number_words import NUMBER_WORDS
from quizgen.workspace.workspace import Workspace

ROOT = Path(__file__).parent.parent
FEWEST_FOUND = 0.99
RANDOM_CITATIONS = 1500
FALSE_ONES = 500
"""The number of false citations of each sort."""
_SLACK = 3
"""The number of words by which a place may differ from the true one, since a word may be split in two."""


@dataclass(frozen=True, slots=True)
class Known:
    """A citation and its true place in the original: the words ``span`` of its chapter, (-1, -1) if it has none."""

    citation: Citation
    chapter: str
    span: ChapterSpan
    limit: int = MAX_WORDS


# --- the citations ----------------------------------------------------------------------------


def cited_in_bank(text: BookText) -> Iterator[Known]:
    bank = Workspace(Request(ROOT)).books[BOOK].bank
    for entry in bank.entries:
        limit = MAX_WORDS_ESSAY if isinstance(entry.question, Essay) else MAX_WORDS
        for _, citation in citations_of(entry.question):
            outcome = locate(citation, text, entry.chapter, limit)
            if isinstance(outcome, Located) and not outcome.is_section:
                yield Known(citation, outcome.chapter.chapter.key, outcome.span, limit)


def cited_at_random(text: BookText, count: int, chance: random.Random) -> list[Known]:
    """Citations of random passages, by 3 to 6 words at each end or as a phrase of 4 to 8, that have only one place."""
    found: list[Known] = []
    chapters = [chapter for chapter in text.chapters.values() if len(chapter.words) > 500]
    while len(found) < count:
        chapter = chance.choice(chapters)
        first, last = chance.randint(3, 6), chance.randint(3, 6)
        size = chance.randint(first + last, MAX_WORDS - 10)
        start = chance.randrange(len(chapter.words) - size)
        if chance.random() < 0.25:
            size = chance.randint(4, 8)
            written = " ".join(chapter.words[start : start + size])
        else:
            end = start + size
            written = f"{' '.join(chapter.words[start : start + first])} … {' '.join(chapter.words[end - last : end])}"
        citation = Citation(text=written)
        outcome = locate(citation, text, chapter.chapter.key)
        if isinstance(outcome, Located) and not outcome.differences:
            found.append(Known(citation, chapter.chapter.key, outcome.span))
    return found


def splices(true: Sequence[Known], chance: random.Random) -> Iterator[Known]:
    """False citations: the first words of a citation of one chapter with the last words of one of another chapter."""
    whole = [each for each in true if "…" in (each.citation.text or "")]
    while True:
        one, other = chance.sample(whole, 2)
        if one.chapter != other.chapter:
            start, end = _ends(one)[0], _ends(other)[1]
            yield Known(Citation(text=f"{start} … {end}"), one.chapter, chapter_span(-1, -1))


def shuffled(true: Sequence[Known], chance: random.Random) -> Iterator[Known]:
    """Citations with the words of one end in another order; the true place is that of the original citation."""
    while True:
        each = chance.choice(true)
        ends = _ends(each)
        number = chance.randrange(len(ends))
        words = ends[number].split()
        chance.shuffle(words)
        if words != ends[number].split():
            ends[number] = " ".join(words)
            yield Known(Citation(text=" … ".join(ends)), each.chapter, each.span, each.limit)


def in_other_chapters(true: Sequence[Known], chance: random.Random) -> Iterator[Known]:
    """Citations searched for in a chapter that does not contain them."""
    keys = sorted({each.chapter for each in true})
    while True:
        each = chance.choice(true)
        key = chance.choice([key for key in keys if key != each.chapter])
        yield Known(Citation(text=each.citation.text), key, chapter_span(-1, -1))


def altered(true: Sequence[Known], chance: random.Random) -> Iterator[Known]:
    """Citations with another figure: a digit changed, or a number word for another. They have no place."""
    with_figures = [each for each in true if _figures(each)]
    numbers = sorted(word for word in NUMBER_WORDS if len(word) > 2 and word not in ("once", "single", "both"))
    while True:
        each = chance.choice(with_figures)
        written = each.citation.text or ""
        figure = chance.choice(_figures(each))
        if figure[0].isdigit():
            at = chance.choice([index for index, letter in enumerate(figure[0]) if letter.isdigit()])
            digit = chance.choice([digit for digit in "123456789" if digit != figure[0][at]])
            new = figure[0][:at] + digit + figure[0][at + 1 :]
        else:
            new = chance.choice([word for word in numbers if word[:3] != figure[0][:3].lower()])
        changed = Citation(text=written[: figure.start()] + new + written[figure.end() :])
        yield Known(changed, each.chapter, chapter_span(-1, -1), each.limit)


_NUMBERS = re.compile(
    rf"\d[\d.,]*(?<=\d)|\b(?:{'|'.join(sorted(NUMBER_WORDS - {'second', 'one', 'first', 'once', 'single'}))})\b", re.I
)


def _figures(each: Known) -> list[re.Match[str]]:
    return list(_NUMBERS.finditer(each.citation.text or ""))


def _ends(each: Known) -> list[str]:
    return [end.strip() for end in re.split("…|\\.\\.\\.", each.citation.text or "")]


# --- the copies -------------------------------------------------------------------------------


_BRITISH = {"labor": "labour", "center": "centre", "defense": "defence", "program": "programme", "today": "to-day"}
_REWORDED = {"upon": "on", "toward": "towards", "although": "though", "while": "whilst", "amid": "amidst"}


def reprinted(text: BookText) -> str:
    """The book in pages of another width, with running headers, page numbers, hyphens, ligatures, British spelling."""
    written = write_text(text)
    for one, other in (_BRITISH | _REWORDED).items():
        written = re.sub(rf"\b{one}", other, written)
    written = re.sub(r"([a-z]{2}[bv])or(?=s?\b)", r"\1our", written)
    written = re.sub(r"([a-z]{4})ize(?=[sd]?\b)", r"\1ise", written).replace("fi", "ﬁ").replace("fl", "ﬂ")
    lines: list[str] = []
    for block in written.split("\n\n"):
        lines += [*_divided(" ".join(block.split())), ""]
    pages = [lines[at : at + 34] for at in range(0, len(lines), 34)]
    title = text.book.title.upper()
    return "\n".join(
        "\n".join([f"{number} {title}" if number % 2 == 0 else f"{title} {number}", *page]) + "\f"
        for number, page in enumerate(pages, 7)
    )


def _divided(paragraph: str) -> Iterator[str]:
    """Lines of at most 61 characters; words that do not fit are divided after a vowel."""
    while len(paragraph) > 61:
        at = paragraph.rfind(" ", 0, 62)
        word = paragraph[at + 1 :].split(" ", 1)[0]
        room = 61 - at - 2
        cut = next(
            (
                cut
                for cut in range(min(room, len(word) - 3), 2, -1)
                if word[:cut].isalpha() and word[cut - 1] in "aeiou" and word[cut:].isalpha()
            ),
            0,
        )
        if cut:
            yield f"{paragraph[: at + 1]}{word[:cut]}-"
            paragraph = paragraph[at + 1 + cut :]
        else:
            yield paragraph[:at]
            paragraph = paragraph[at + 1 :]
    yield paragraph


def write_copies(text: BookText, folder: Path) -> Iterator[tuple[str, Path]]:
    """The editions, by name."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        printed = print_pdf(text, browser)
        browser.close()
    files = {
        "a web page": ("page.html", write_html(text).encode()),
        "an EPUB": ("book.epub", write_epub(text)),
        "a Word document": ("book.docx", write_docx(text)),
        "an OpenDocument text": ("book.odt", write_odt(text)),
        "a printed PDF": ("printed.pdf", printed),
        "1 letter in 300 wrong": ("spoilt.txt", spoil(write_text(text), SEED).encode()),
        "pages, divided words, British spelling": ("reprinted.txt", reprinted(text).encode()),
    }
    for title, (name, content) in files.items():
        (folder / name).write_bytes(content)
        yield title, folder / name
    written = folder / "written"
    written.mkdir()
    for name, markdown in write_markdown_folder(text).items():
        (written / name).write_text(markdown, encoding="utf-8")
    yield "a folder of Markdown", written


# --- measuring --------------------------------------------------------------------------------


class Alignment:
    """Maps word positions of the original's chapters to positions in a copy."""

    def __init__(self, text: BookText, other: BookText) -> None:
        self._text = text
        self._codes = {
            key: Levenshtein.opcodes(chapter.words, other.chapters[key].words) for key, chapter in text.chapters.items()
        }

    def map(self, chapter: str, position: int) -> int:
        codes = list(self._codes[chapter])
        code = codes[max(0, bisect_right(codes, position, key=lambda each: each.src_start) - 1)]
        return min(code.dest_start + position - code.src_start, max(code.dest_end - 1, code.dest_start))

    def is_right(self, each: Known, found: Located) -> bool:
        if each.span[0] < 0 or found.chapter.chapter.key != each.chapter:
            return False
        if found.chapter.words[slice(*found.span)] == self._text.chapters[each.chapter].words[slice(*each.span)]:
            return True  # this copy prints some passages twice, and the second may be the one without errors
        first, last = self.map(each.chapter, each.span[0]), self.map(each.chapter, each.span[1] - 1) + 1
        return abs(first - found.span[0]) <= _SLACK and abs(last - found.span[1]) <= _SLACK


def measure(name: str, true: Sequence[Known], copy: BookText, alignment: Alignment, is_verbose: bool) -> Counter[str]:
    """Count how the citations are resolved: exactly, nearly, in a wrong place, or not at all."""
    counts: Counter[str] = Counter()
    for each in true:
        outcome = locate(each.citation, copy, each.chapter, each.limit)
        result = type(outcome).__name__.lower()
        if isinstance(outcome, Located):
            how = "near" if outcome.differences else "exact"
            result = how if alignment.is_right(each, outcome) else f"wrong {how}"
        elif isinstance(outcome, NotFound) and "the nearest place has" in outcome.reason:
            result = "another figure"
        counts[result] += 1
        if is_verbose and result not in ("exact", "near"):
            print(
                f"    {name}: {result}: ch. {each.chapter}: {each.citation.text}: {getattr(outcome, 'differences', '')}"
            )
    return counts


def main() -> None:
    is_verbose = "-v" in sys.argv[1:]
    text = read_first_book()
    chance = random.Random(SEED)
    bank, others = list(cited_in_bank(text)), cited_at_random(text, RANDOM_CITATIONS, chance)
    false: dict[str, list[Known]] = {}
    for sort, make in SORTS.items():
        planted = (each for each in make([*bank, *others], chance) if not _stands_by_chance(each, text))
        false[sort] = list(islice(planted, FALSE_ONES))
    with tempfile.TemporaryDirectory() as folder:
        failed = 0
        for name, file in write_copies(text, Path(folder)):
            started = time.perf_counter()
            copy = _read(file, text)
            print(f"{name}: read in {time.perf_counter() - started:.1f} s")
            failed += copy is None or not _report(
                copy, text, {"the bank's": bank, "at random": others}, false, is_verbose
            )
    sys.exit(1 if failed else 0)


def _stands_by_chance(each: Known, text: BookText) -> bool:
    """Whether a false citation is in the book by chance, as two common ends can be in this order."""
    return each.span[0] < 0 and isinstance(locate(each.citation, text, each.chapter, each.limit), Located)


def _read(file: Path, text: BookText) -> BookText | None:
    copy, faults = read_copy(file)
    if copy is None:
        print(faults)
        return None
    read, findings = read_structure(copy, text.book)
    if read is None:
        print(findings)
    return read


SORTS = {
    "splices": splices,
    "words shuffled": shuffled,
    "another chapter's": in_other_chapters,
    "figure altered": altered,
}


def _report(
    copy: BookText,
    text: BookText,
    true: Mapping[str, Sequence[Known]],
    false: Mapping[str, Sequence[Known]],
    is_verbose: bool,
) -> bool:
    alignment = Alignment(text, copy)
    started = time.perf_counter()
    is_good = True
    for what, known in true.items():
        counts = measure(what, known, copy, alignment, is_verbose)
        resolved = counts["exact"] + counts["near"]
        rest = ", ".join(f"{count} {result}" for result, count in counts.items() if result not in ("exact", "near"))
        row = f"{resolved / len(known):7.2%} of {len(known)} found: {counts['exact']} exactly, {counts['near']} nearly"
        print(f"  {what:18} {row}; {rest or 'no other'}")
        is_good &= not counts["wrong exact"] + counts["wrong near"]
        is_good &= what != "the bank's" or resolved >= FEWEST_FOUND * len(known)
    for what, known in false.items():
        counts = measure(what, known, copy, alignment, is_verbose)
        rest = ", ".join(f"{count} {result}" for result, count in sorted(counts.items()))
        print(f"  {what:18} {counts['wrong near']} of {len(known)} taken for a near match; {rest}")
        is_good &= not counts["wrong near"]
    print(f"  located in {time.perf_counter() - started:.1f} s")
    return is_good


if __name__ == "__main__":
    main()
