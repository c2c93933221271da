"""A citation → the one place where it stands, or why it stands nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from quizgen.book.book_text import BookText, ChapterText, Doubt
from quizgen.book.positions import ChapterPosition, ChapterSpan, chapter_span
from quizgen.citations.anchors import MAX_WORDS, Anchors, distinct_spans, find_spans, parse_anchors, split_ends
from quizgen.citations.named_places import explain_named_place
from quizgen.citations.near_match import Anchor, find_near
from quizgen.citations.outcome import Ambiguous, Located, Malformed, Near, NotFound, Outcome, Unchecked
from quizgen.citations.propose import propose_near, propose_passage
from quizgen.model.citation import Citation
from quizgen.text.note_marks import strip_note_marks
from quizgen.text.scripts import close_up
from quizgen.text.words import WordRule

NEAR_ENOUGH = 87.5
"""rapidfuzz's score from which an absent anchor is a near miss; unrelated words reach 81 in a chapter."""


WORTH_COMPARING = 70
"""From here on it is one if all its words but one stand there, and at least three."""


def locate(citation: Citation, text: BookText, home: str | None, limit: int = MAX_WORDS) -> Outcome:
    """Find a citation in its chapter: ``home``, unless it names another; ``limit`` is its passage's most words."""
    key = citation.chapter or home
    if key is None:
        return Malformed("it names no chapter", 'A question on the whole book cites `{chapter: 4, text: "…"}`.')
    chapter = text.chapters.get(key)
    if chapter is None:
        return Malformed(f"book.yaml has no chapter `{key}`", f"Its chapters are: {', '.join(text.chapters)}.")
    if citation.section is not None:
        return _locate_section(citation.section, chapter, text)
    assert citation.text is not None
    anchors = parse_anchors(citation.text, text.rule)
    if isinstance(anchors, Malformed):
        return explain_named_place(citation.text) or anchors
    found = _locate_anchors(citation.text, anchors, text, chapter, limit)
    doubts = (doubt for doubt in chapter.doubts if _is_doubtful(found, citation.text, anchors, doubt, text, limit))
    doubt = next(doubts, None)
    return found if doubt is None else Unchecked(doubt.reason)


def _is_doubtful(found: Outcome, written: str, anchors: Anchors, doubt: Doubt, text: BookText, limit: int) -> bool:
    """Whether a citation may stand among words of which it is unknown whether they are the chapter's."""
    if isinstance(found, Ambiguous):
        return False
    if isinstance(found, NotFound) and not doubt.is_bounded:
        return True
    around = doubt.around
    places = [around.span_in_copy(span)[1] for span in _find_marked(written, anchors, text, around, limit)]
    if not places and isinstance(found, NotFound):
        near = find_near(_written_anchors(written, text.rule), text, around, limit * around.letters_per_word)
        return near is not None and around.span_in_copy(near.span)[1] > doubt.start
    return any(end > doubt.start for end in places)


def _locate_anchors(written: str, anchors: Anchors, text: BookText, chapter: ChapterText, limit: int) -> Outcome:
    spans = distinct_spans(_find_marked(written, anchors, text, chapter, limit), text, chapter)
    if len(spans) == 1:
        return Located(chapter, spans[0], chapter.part_at(spans[0][0]).place)
    if spans:
        lines = tuple(text.at(chapter.in_copy(first))[0] for first, _ in spans)
        return Ambiguous(lines, _longer(spans[:3], text, chapter))
    if (named := explain_named_place(written)) is not None:
        return named
    if _stands_elsewhere(anchors, text, chapter, limit) is not None:
        return why_not_found(anchors, text, chapter, limit)
    near = find_near(_written_anchors(written, text.rule), text, chapter, limit * chapter.letters_per_word)
    if near is None:
        return why_not_found(anchors, text, chapter, limit)
    if (end := near.other_figure) is not None and end.difference.figure is not None:
        reason = _figure_differs(*end.difference.figure)
        return NotFound(reason, _as_near(end.anchor, end.span, text, chapter))
    differences = tuple(_as_near(each.anchor, each.span, text, chapter) for each in near.ends)
    return Located(chapter, near.span, chapter.part_at(near.span[0]).place, differences=differences)


def _find_marked(
    written: str, anchors: Anchors, text: BookText, chapter: ChapterText, limit: int
) -> tuple[ChapterSpan, ...]:
    """Every place of a citation; if there is none, of its words without the marks of notes among them."""
    spans = find_spans(anchors, chapter, limit)
    if not spans and isinstance(unmarked := parse_anchors(strip_note_marks(written), text.rule), Anchors):
        return find_spans(unmarked, chapter, limit)
    return spans


def _longer(spans: Sequence[ChapterSpan], text: BookText, chapter: ChapterText) -> tuple[str, ...]:
    """A citation of each place: of its sentences, or if places share these, of its words with a few more."""
    for propose in (propose_passage, propose_near):
        found = [cite for span in spans if (cite := propose(text, chapter, span)) is not None]
        if len({*found}) == len(found):
            break
    return tuple(dict.fromkeys(found))


def _written_anchors(citation: str, rule: WordRule) -> tuple[Anchor, ...]:
    return tuple(Anchor(end, rule.split(end)) for end in split_ends(citation))


def _as_near(anchor: Anchor, span: ChapterSpan, text: BookText, chapter: ChapterText) -> Near:
    first, last = chapter.span_in_copy(span)
    return Near(anchor.written, text.written(first, last), text.at(first)[0])


def _figure_differs(written: str, stands: str) -> str:
    if not written:
        return f"the nearest place has a figure that it has not, “{stands}”"
    return (
        f"the nearest place has “{stands}” where it has “{written}”"
        if stands
        else f"the nearest place has no “{written}”"
    )


def _locate_section(name: str, chapter: ChapterText, text: BookText) -> Outcome:
    start = 0
    for part in chapter.parts:
        section = part.section
        if section is not None and name in (section.title, str(section.number)):
            doubt = next((each for each in chapter.doubts if each.around.parts[0].span[0] == part.span[0]), None)
            if doubt is not None:
                return Unchecked(doubt.reason)
            return Located(chapter, chapter_span(start, start + part.words), part.place, is_section=True)
        start += part.words
    sections = chapter.chapter.sections
    if any(name in (section.title, str(section.number)) for section in sections):
        lost = [each for each in text.lost if chapter.chapter in (each.chapter, each.before)]
        same = [each for each in lost if each.section and name in (each.section.title, str(each.section.number))]
        return Unchecked((same or lost)[0].reason)  # else it has the words of one behind it, which is lost
    names = [section.label for section in sections]
    hint = f"Its sections are: {', '.join(names)}." if names else "The chapter has no sections: cite its words."
    return Malformed(f"{chapter.chapter.label} has no section `{name}`", hint)


def why_not_found(anchors: Anchors, text: BookText, chapter: ChapterText, limit: int) -> NotFound:
    """Which part of a citation is missing from a chapter, what resembles it there, and which chapter has it."""
    place = key = None
    if (elsewhere := _stands_elsewhere(anchors, text, chapter, limit)) is not None:
        place, key = elsewhere[0].part_at(elsewhere[1]).place, elsewhere[0].chapter.key
    starts = list(chapter.index.find(anchors.start))
    ends = list(chapter.index.find(anchors.end)) if anchors.end else []
    if not anchors.end:
        return NotFound("", _nearest(anchors.start, text, chapter), place, key)
    if starts and ends:
        first, last = (text.where(chapter.in_copy(at)) for at in (starts[0], ends[-1]))
        if max(ends) < min(starts) + len(anchors.start):
            reason = f"its last words stand before its first ones ({last}, and {first})"
            hint = "Swap the two ends, if it is this passage that is meant."
        else:
            most = limit * chapter.letters_per_word
            reason = f"its first words ({first}) and its last ones ({last}) are more than {most} words apart"
            hint = 'Cite the two places one by one, as a list: `cite: ["…", "…"]`.'
        return NotFound(reason, None, place, key, hint)
    if starts and (other := _chapter_with(anchors.end, text, chapter)):
        return NotFound(f"its last words stand in {other}, and its first ones here", None, place, key)
    if starts:
        return NotFound("its last words do not stand there", _nearest(anchors.end, text, chapter), place, key)
    which = "its first words do not stand there" if ends else "neither its first nor its last words stand there"
    return NotFound(which, _nearest(anchors.start, text, chapter), place, key)


def _stands_elsewhere(
    anchors: Anchors, text: BookText, home: ChapterText, limit: int
) -> tuple[ChapterText, ChapterPosition] | None:
    """The first other chapter that has all of a citation, and where there."""
    if not text.counts.keys() >= {*anchors.start, *anchors.end}:
        return None  # and no chapter has to be indexed for that
    others = (other for other in text.chapters.values() if other is not home)
    return next(((other, spans[0][0]) for other in others if (spans := find_spans(anchors, other, limit))), None)


def _chapter_with(run: tuple[str, ...], text: BookText, home: ChapterText) -> str | None:
    others = (other for other in text.chapters.values() if other is not home)
    return next((other.chapter.label for other in others if next(other.index.find(run), None) is not None), None)


def _nearest(run: tuple[str, ...], text: BookText, chapter: ChapterText) -> Near | None:
    from rapidfuzz.fuzz import partial_ratio_alignment  # 50 ms to import, for messages only

    wanted = " ".join(run)
    joined = " ".join(chapter.words)
    found = partial_ratio_alignment(wanted, joined, score_cutoff=WORTH_COMPARING)
    if found is None:
        return None
    first, last = _whole_words(joined, found.dest_start, found.dest_end)
    if found.score < NEAR_ENOUGH and _words_in_common(run, chapter.words[first:last]) < max(3, len(run) - 1):
        return None
    start, end = chapter.span_in_copy((first, last))
    return Near(close_up(wanted), text.written(start, end), text.at(start)[0])


def _whole_words(joined: str, start: int, end: int) -> ChapterSpan:
    """The words that a stretch of characters stands for: those of which it has at least half."""
    opening = joined.rfind(" ", 0, start + 1) + 1
    opening_end = joined.find(" ", opening) if " " in joined[opening:] else len(joined)
    first = joined.count(" ", 0, opening) + (2 * (opening_end - start) < opening_end - opening)
    closing = joined.rfind(" ", 0, end) + 1
    closing_end = joined.find(" ", closing) if " " in joined[closing:] else len(joined)
    last = joined.count(" ", 0, closing) + (2 * (end - closing) >= closing_end - closing)
    return chapter_span(first, max(last, first + 1))


def _words_in_common(one: Sequence[str], other: Sequence[str]) -> int:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())
