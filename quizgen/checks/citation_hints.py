"""A citation that stands nowhere as it is written → the way out: the place that may be meant, and what cites it."""

from __future__ import annotations

import json
from dataclasses import dataclass

from quizgen.book.book_text import ChapterText
from quizgen.checks.subject import Subject, longest_passage
from quizgen.citations.anchors import find_run, split_ends
from quizgen.citations.locate import locate
from quizgen.citations.named_places import explain_named_place, without_place
from quizgen.citations.outcome import Located
from quizgen.citations.passages import read_passage
from quizgen.citations.propose import propose_passage, shorten_citation
from quizgen.citations.recollect import recollect
from quizgen.citations.search import find_outside
from quizgen.model.citation import Citation
from quizgen.model.diagnostics import Fix, Replace, Route

_MAX_WORDS_SHOWN = 30

_SURE, _OWN = 0.8, 0.1
"""The score from which no other chapter is searched, and by how much another has to be likelier than the own one."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """A hint, and fixes that an author chooses from."""

    hint: str
    fixes: tuple[Fix, ...] = ()


def cite_instead(route: Route, cite: str, *, is_safe: bool = False) -> Fix:
    return Fix(f"Cite “{cite}”", (Replace((*route, "text"), cite),), is_safe)


def finish_citation(subject: Subject, route: Route, citation: Citation) -> WayOut | None:
    """A citation of the right length for one that is too long or too short, or what may be meant by it."""
    text, own = subject.text, _chapter_of(subject, citation)
    if text is None or own is None or citation.text is None or explain_named_place(citation.text) is not None:
        return None
    if (cite := shorten_citation(citation.text, text, own)) is not None:
        return WayOut(f"Write `cite: {_quoted(cite)}`.", (cite_instead(route, cite, is_safe=True),))
    if find_run(text.rule.split(citation.text), own):
        return None
    for other in text.chapters.values():
        if other is not own and (cite := shorten_citation(citation.text, text, other)) is not None:
            return WayOut(f"It stands in {other.chapter.label}: write `cite: {_in_chapter(other, cite)}`.")
    stands = any(find_run(text.rule.split(citation.text), chapter) for chapter in text.chapters.values())
    return None if stands else recall_passage(subject, route, citation)


def recall_passage(subject: Subject, route: Route, citation: Citation) -> WayOut | None:
    """The place that a citation from memory resembles most, in its chapter or else in another one."""
    text, own = subject.text, _chapter_of(subject, citation)
    if text is None or own is None or citation.text is None:
        return None
    ends, limit = split_ends(citation.text), longest_passage(subject.question)
    others = [chapter for chapter in text.chapters.values() if chapter is not own]
    found = recollect(ends, text, [own], limit)[:1]
    if not found or found[0].score < _SURE:
        found += recollect(ends, text, others, limit)[:1]
    if not found:
        return None
    place = max(found, key=lambda each: each.score + (_OWN if each.chapter is own else 0))
    chapter, span = place.chapter, place.span
    line, label = text.at(chapter.in_copy(span[0]))[0], chapter.part_at(span[0]).place
    passage = read_passage(text, Located(chapter, span, label)).text.split()
    shown = " ".join(passage[:_MAX_WORDS_SHOWN]) + (" …" if len(passage) > _MAX_WORDS_SHOWN else "")
    where = text.copy.place(line).capitalize() + ("" if chapter is own else f" ({label})")
    hint = f"{where} is like it, but not word for word: “{shown}”"
    cite = propose_passage(text, chapter, span)
    if cite is None:
        return WayOut(hint)
    written = _quoted(cite) if chapter is own else _in_chapter(chapter, cite)
    fixes = (cite_instead(route, cite),) if chapter is own else ()
    return WayOut(f"{hint} If that is meant, write `cite: {written}`.", fixes)


def drop_place(subject: Subject, route: Route, citation: Citation) -> WayOut | None:
    """The citation without a page behind its words, if that can be looked up."""
    bare = without_place(citation.text or "")
    if subject.text is None or bare == citation.text:
        return None
    if not isinstance(locate(citation.model_copy(update={"text": bare}), subject.text, subject.chapter), Located):
        return None
    hint = f"Pages and lines are not cited, since every copy has others: write `cite: {_quoted(bare)}`."
    return WayOut(hint, (cite_instead(route, bare),))


def tell_outside(subject: Subject, citation: Citation) -> WayOut | None:
    """That the words stand in the copy, but in no chapter."""
    if subject.text is None or citation.text is None:
        return None
    outside = find_outside(split_ends(citation.text)[0], subject.text)
    if outside is None:
        return None
    return WayOut(f"Its words stand in the copy, {outside}; only the text of chapters can be cited.")


def _chapter_of(subject: Subject, citation: Citation) -> ChapterText | None:
    return subject.text.chapters.get(citation.chapter or subject.chapter or "") if subject.text else None


def _quoted(cite: str) -> str:
    return json.dumps(cite, ensure_ascii=False)


def _in_chapter(chapter: ChapterText, cite: str) -> str:
    return f"{{chapter: {chapter.chapter.key}, text: {_quoted(cite)}}}"
