"""The drafts of a bank → what is told of them: what their files say, and whether what they cite stands in the book."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.book.book_text import BookText
from quizgen.checks.citations import CHECKS
from quizgen.checks.levels import severity_in
from quizgen.checks.subject import make_subject
from quizgen.kinds.essay import Essay
from quizgen.kinds.question import Question
from quizgen.kinds.short import Short
from quizgen.model.diagnostics import Diagnostic
from quizgen.model.fields import Bloom
from quizgen.project.draft import LocatedDraft
from quizgen.project.layout import Bank


def diagnose_drafts(bank: Bank, text: BookText | None) -> Iterator[Diagnostic]:
    """All that is told of the drafts that are no questions yet."""
    for draft in bank.drafts:
        yield from draft.diagnostics
        names_chapters = all(draft.chapter or citation.chapter for citation in draft.cite)
        if text is not None and draft.cite and names_chapters:
            yield from _find_wrong_citations(draft, text)


def _find_wrong_citations(draft: LocatedDraft, text: BookText) -> Iterator[Diagnostic]:
    """What the checks of citations find, which read nothing else of a question."""
    subject = make_subject(_stand_in(draft), draft.chapter, text)
    for check in CHECKS:
        severity = severity_in(text.book, check)
        if severity is not None and check.reads_text:
            yield from (draft.diagnose(check.code, each, severity) for each in check.find(subject))


def _stand_in(draft: LocatedDraft) -> Question:
    """A question with the citations of the draft; an essay may cite more words than others."""
    fields = {"id": "draft", "explanation": "-", "difficulty": 1, "bloom": Bloom.REMEMBER, "prompt": "-"}
    if draft.may_cite_sections:
        return Essay.model_validate({**fields, "kind": "essay", "cite": draft.cite, "points": ["-"]})
    return Short.model_validate({**fields, "kind": "short", "cite": draft.cite, "answer": "-"})
