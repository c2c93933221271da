"""Format the chapters and sections found in a copy as text or JSON, and the text of a chapter."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator

from quizgen.book.book_text import BookText, ChapterText, Lost, Part
from quizgen.copies.copy import Copy
from quizgen.text.scripts import has_no_sentence_ends


def structure_as_text(text: BookText) -> str:
    """One line per chapter and section, with the numbers of its words and paragraphs."""
    return "\n".join(_structure_lines(text))


def _extent(copy: Copy) -> str:
    """The length of a copy, in the unit of its places (lines or pages)."""
    last = copy.place(len(copy.lines)).rpartition(" ")[2]
    return f"{int(last):,} {copy.unit}{'' if last == '1' else 's'}"


def _structure_lines(text: BookText) -> Iterator[str]:
    book = text.book
    yield f"{book.title}, by {book.author}"
    yield f"{text.copy.path}: {_extent(text.copy)}"
    yield ""
    yield f"{'words':>8} {'paragraphs':>11}"
    for chapter in text.chapters.values():
        if not chapter.parts:
            yield f"{'?':>8} {'?':>11}  {chapter.chapter.heading}"
            continue
        yield f"{len(chapter.words):>8,} {len(chapter.paragraphs):>11}  {chapter.chapter.heading}"
        for part in chapter.parts:
            if part.is_merged:
                yield f"{part.words:>8,} {len(part.paragraphs):>11}    – several sections"
            elif part.section is not None:
                number = f"§{part.section.number}" if part.section.number else "–"
                yield f"{part.words:>8,} {len(part.paragraphs):>11}    {number} {part.section.title}"
    total = sum(len(chapter.words) for chapter in text.chapters.values())
    paragraphs = sum(len(chapter.paragraphs) for chapter in text.chapters.values())
    yield f"{total:>8,} {paragraphs:>11}  in all"
    if text.lost:
        yield ""
        yield from (f"{lost.reason[0].upper()}{lost.reason[1:]}." for lost in text.lost)
    yield from map("\n{}".format, tell_counting(text))


def tell_counting(text: BookText) -> Iterator[str]:
    """What words are in a script that puts no blanks between them."""
    if text.flow.letters_per_word > 1:
        yield (
            "Each letter counts as a word here, as no blanks part words: a citation has 6 to 12 at each end and 240 at"
            " most, a phrase 8 to 16; `find`, coverage and answers go by letters too."
        )
        if has_no_sentence_ends(text.flow.text):
            yield "No sign ends a sentence in this script: a passage is its whole paragraph."


def structure_as_json(text: BookText) -> str:
    """``{"chapters": [{key, title, words, paragraphs, sections: [{number, title, words, paragraphs, line}]}]}``.

    If parts are not found in the copy, also ``"lost": [{chapter, section, reason}]``.
    """
    structure: dict[str, object] = {"chapters": [_chapter(text, chapter) for chapter in text.chapters.values()]}
    if text.lost:
        structure["lost"] = list(map(_lost, text.lost))
    return json.dumps(structure, ensure_ascii=False, indent=2)


def _lost(lost: Lost) -> dict[str, object]:
    section = None if lost.section is None else lost.section.label
    return {"chapter": lost.chapter.key, "section": section, "reason": lost.reason}


def _chapter(text: BookText, chapter: ChapterText) -> dict[str, object]:
    return {
        "key": chapter.chapter.key,
        "title": chapter.chapter.title,
        "words": len(chapter.words),
        "paragraphs": len(chapter.paragraphs),
        "sections": [_section(text, part) for part in chapter.parts if part.section is not None],
    }


def _section(text: BookText, part: Part) -> dict[str, object]:
    assert part.section is not None
    return {
        "number": part.section.number,
        "title": part.section.title,
        "words": part.words,
        "paragraphs": len(part.paragraphs),
        "line": text.at(part.span[0])[0],
    }


def text_of(text: BookText, chapter: ChapterText) -> str:
    """A chapter's clean text, as paragraphs with blank lines between them."""
    return "\n\n".join(textwrap.fill(text.paragraph_text(paragraph), 100) for paragraph in chapter.paragraphs)
