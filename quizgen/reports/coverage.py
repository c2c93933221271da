"""Format a book's coverage as a table for the terminal, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from quizgen.book.coverage import LONG, ChapterCoverage, Coverage, Gap, Measure, PartCoverage
from quizgen.book.objectives import ChapterObjectives, ObjectiveCount
from quizgen.model.diagnostics import counted

_HEAD = f"{'words':>8} {'cited':>6} {'questions':>10} {'per 1,000':>10} {'on the whole':>13} {'largest uncited':>22}"


def coverage_as_text(coverage: Coverage) -> str:
    """One line per chapter and section; with a copy, a last line about the paragraphs."""
    return "\n".join(_lines(coverage))


def _lines(coverage: Coverage) -> Iterator[str]:
    yield _HEAD
    for chapter in coverage.chapters:
        yield f"{_figures(chapter.measure)}  {chapter.chapter.heading}"
        for part in chapter.parts if chapter.chapter.sections else ():
            yield f"{_figures(part.measure)}    {_name(part)}"
    yield f"{_figures(coverage.measure)}  in all"
    paragraphs = coverage.measure.paragraphs
    if paragraphs is not None:
        many = "paragraph" if paragraphs.long == 1 else "paragraphs"
        are = "is" if paragraphs.cited == 1 else "are"
        yield f"\nOf {paragraphs.long:,} {many} of more than {LONG} words, {paragraphs.cited:,} {are} cited."
    headings = {chapter.chapter.key: chapter.chapter.heading for chapter in coverage.chapters}
    for each in coverage.objectives:
        yield f"\n{headings.get(each.chapter or '', 'The whole book')}{_core(each)}"
        yield from (f"{count.questions:>8,}  {_objective(count)}" for count in each.objectives)


def _core(counts: ChapterObjectives) -> str:
    """How many of a chapter's questions are core, if any."""
    if not counts.core:
        return ""
    of, verb = counted(counts.questions, "question"), "is" if counts.core == 1 else "are"
    return f": {counts.core:,} of {of} {verb} core ({counts.core_share:.0%})"


def _objective(count: ObjectiveCount) -> str:
    return f"{count.objective.id}: {count.objective.text}"


def _figures(measure: Measure) -> str:
    wholes = str(measure.wholes or "–")
    return (
        f"{measure.words:>8,} {measure.share:>6.0%} {measure.questions:>10,} {measure.per_1000:>10.1f} {wholes:>13} "
        f"{_gap(measure.gap):>22}"
    )


def _gap(gap: Gap | None) -> str:
    if gap is None:
        return "–"
    return f"{gap.words:,} ({gap.place})" if gap.place else f"{gap.words:,}"


def _name(part: PartCoverage) -> str:
    section = part.size.section
    if section is None:
        return "– Opening" if part.size.chapter.opens else "– several sections"
    return f"§{section.number} {section.title}".rstrip() if section.number else f"– {section.title}"


def coverage_as_json(coverage: Coverage) -> str:
    """``{"chapters": [{key, title, …, sections: [{number, title, …}]}], …}``, where ``…`` stands for these figures:

    words, cited (words), share (0 to 1), questions, on_the_whole, per_1000, largest_gap ({words, line} or null),
    paragraphs_over_40, paragraphs_cited. Lines and paragraphs are null without a copy.

    A chapter with objectives or core questions has ``objectives``: [{id, text, questions}], and ``core``: {questions,
    share}; what is on the whole book is beside the chapters, as ``whole_book``.
    """
    counts = {each.chapter: _counts(each) for each in coverage.objectives}
    chapters = [{**_chapter(chapter), **counts.get(chapter.chapter.key, {})} for chapter in coverage.chapters]
    whole = {"whole_book": counts[None]} if None in counts else {}
    return json.dumps({"chapters": chapters, **_values(coverage.measure), **whole}, ensure_ascii=False, indent=2)


def _counts(counts: ChapterObjectives) -> dict[str, object]:
    return {
        "objectives": [
            {"id": each.objective.id, "text": each.objective.text, "questions": each.questions}
            for each in counts.objectives
        ],
        "core": {"questions": counts.core, "share": round(counts.core_share, 4)},
    }


def _chapter(chapter: ChapterCoverage) -> dict[str, object]:
    sections = [_section(part) for part in chapter.parts] if chapter.chapter.sections else []
    return {
        "key": chapter.chapter.key,
        "title": chapter.chapter.title,
        **_values(chapter.measure),
        "sections": sections,
    }


def _section(part: PartCoverage) -> dict[str, object]:
    section = part.size.section
    return {
        "number": section.number if section else None,
        "title": section.title if section else None,
        **_values(part.measure),
    }


def _values(measure: Measure) -> dict[str, object]:
    gap, paragraphs = measure.gap, measure.paragraphs
    return {
        "words": measure.words,
        "cited": measure.cited,
        "share": round(measure.share, 4),
        "questions": measure.questions,
        "on_the_whole": measure.wholes,
        "per_1000": round(measure.per_1000, 2),
        "largest_gap": None if gap is None else {"words": gap.words, "line": gap.line},
        f"paragraphs_over_{LONG}": paragraphs.long if paragraphs else None,
        "paragraphs_cited": paragraphs.cited if paragraphs else None,
    }
