"""False versions that cite a place which says something else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from random import Random

from quizgen.book.positions import ChapterPosition, ChapterSpan, chapter_span
from quizgen.checks.subject import make_subject
from quizgen.citations.outcome import Located
from quizgen.citations.propose import propose_citation
from quizgen.falsify.change import Change, Original, put, shuffled
from quizgen.falsify.figures_and_names import content_words, stands
from quizgen.kinds import kind_of
from quizgen.kinds.texts import answer_parts, given
from quizgen.model.citation import Citation

_MAX_SHARE = 0.5
"""A passage that has more of the words of prompt and answer may support the question too."""
_MIN_WORDS, _MAX_WORDS = 8, 60
_MAX_TRIES = 8


def citation_of_question(original: Original, chance: Random) -> Iterator[Change]:
    """It cites what another question of its chapter cites, in other paragraphs that are not next to its own."""
    for entry in shuffled(original.bank.by_chapter[original.entry.chapter], chance):
        if entry is not original.entry:
            yield from _citing(original, entry.question.cite)


def citation_of_paragraph(original: Original, chance: Random) -> Iterator[Change]:
    """It cites a sentence of another paragraph of its chapter, not next to its own."""
    chapter = original.chapter
    other = chapter.chapter.key if chapter.chapter.key != original.entry.chapter else None
    for span in shuffled(tuple(_sentences(original)), chance)[:_MAX_TRIES]:
        written = propose_citation(original.bank.text, chapter, span)
        if written is not None:
            yield from _citing(original, (Citation(text=written, chapter=other),))


def _citing(original: Original, cite: tuple[Citation, ...]) -> Iterator[Change]:
    question = original.question
    if any(each.section for each in cite) and not kind_of(question).may_cite_sections:
        return
    for changed in put(question, {("cite",): [each.model_dump() for each in cite]}):
        other = make_subject(changed, original.entry.chapter, original.bank.text)
        is_apart = other.is_located and not _are_near(original.located, other.outcomes)
        if is_apart and not _might_support(original, "\n\n".join(passage.text for passage in other.passages)):
            yield Change(changed, _written(question.cite), _written(changed.cite))


def _written(citations: tuple[Citation, ...]) -> str:
    return "; ".join(f"{each.chapter or ''} {each.text or each.section}".strip() for each in citations)


def _are_near(located: tuple[Located, ...], others: tuple[object, ...]) -> bool:
    """Whether any paragraph of one place is the same as one of another place, or next to it."""
    extents = [_paragraphs(each) for each in others if isinstance(each, Located)]
    return any(
        key == other_key and first <= other_last + 1 and other_first <= last + 1
        for key, first, last in map(_paragraphs, located)
        for other_key, other_first, other_last in extents
    )


def _paragraphs(located: Located) -> tuple[str, int, int]:
    """The chapter's key and the numbers of the first and the last paragraph of a place."""
    chapter, (first, last) = located.chapter, located.span
    places = [
        chapter.paragraphs.index(chapter.paragraph_at(chapter.in_copy(word)))
        for word in (first, ChapterPosition(last - 1))
    ]
    return chapter.chapter.key, min(places), max(places)


def _might_support(original: Original, passage: str) -> bool:
    """Whether a passage has so many of the words of prompt and answer that it may well say the same."""
    question = original.question
    asked = content_words("\n".join([given(question), *(part.text for part in answer_parts(question))]))
    return sum(stands(word, passage) for word in asked) > _MAX_SHARE * len(asked)


def _sentences(original: Original) -> Iterator[ChapterSpan]:
    """The sentences of the chapter of a length that can be cited, by their first and last words."""
    text, words = original.bank.text, original.bank.text.flow.tokens
    begins = 0
    for part in original.chapter.parts:
        for paragraph in part.paragraphs:
            starts = text.sentences(paragraph)
            for start, end in pairwise(starts):
                first, last = words.first_from(start), words.first_from(end)
                if _MIN_WORDS <= last - first <= _MAX_WORDS:
                    yield chapter_span(begins + first - part.span[0], begins + last - part.span[0])
        begins += part.words
