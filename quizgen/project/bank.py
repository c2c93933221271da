"""Read a chapter's YAML file into questions that know the line and column of each of their fields."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from quizgen.kinds.question import Question
from quizgen.kinds.texts import citations_of
from quizgen.model.book import Book
from quizgen.model.diagnostics import (
    CodedFinding,
    Diagnostic,
    Finding,
    Fix,
    Location,
    Rename,
    Replace,
    Route,
    Severity,
    TextFix,
)
from quizgen.model.stimulus import Stimulus
from quizgen.project.chapter_head import (
    ChapterHead,
    LocatedGuide,
    LocatedObjective,
    LocatedStimulus,
    find_unused,
    read_head,
    unknown,
)
from quizgen.project.draft import LocatedDraft, is_draft, locate_draft
from quizgen.project.misnamed import tell_other_file
from quizgen.project.read_question import id_of, read_question
from quizgen.project.records import show_name
from quizgen.project.synonyms import advise, find_new_name
from quizgen.project.yaml_document import Document, parse_document
from quizgen.project.yaml_edits import write_fixes
from quizgen.project.yaml_items import Items, moved, parse_items, parse_without
from quizgen.project.yaml_parsers import Value
from quizgen.project.yaml_span import YamlSpan
from quizgen.project.yaml_text import read_yaml_text
from quizgen.text.spelling import find_meant


@dataclass(frozen=True, slots=True)
class LocatedQuestion:
    """A question and its place in a file; ``chapter`` is the key of the file's chapter, None for the whole book.

    ``stimulus`` is the one that it names; ``faults`` are the names in it that stand for nothing.
    """

    question: Question
    chapter: str | None
    path: str
    yaml_span: YamlSpan
    stimulus: LocatedStimulus | None = None
    faults: tuple[CodedFinding, ...] = ()

    def diagnose(self, code: str, severity: Severity, finding: Finding) -> Diagnostic:
        """A finding with its place, and its fixes as edits; one in the stimulus is of no single question."""
        span, place = self.yaml_span, self.place(finding.route)
        question: str | None = self.question.id
        fixes = finding.fixes
        if self.stimulus is not None and is_of_stimulus(finding.route):
            span, question = self.stimulus.yaml_span, None
            # It is told once for all its questions, so that a fix of one of them is none.
            fixes = tuple(
                replace(fix, changes=tuple(replace(each, route=each.route[1:]) for each in fix.changes))
                for fix in fixes
                if all(is_of_stimulus(each.route) for each in fix.changes)
            )
        return Diagnostic(code, finding.message, place, finding.hint, severity, question, write_fixes(span, fixes))

    def place(self, route: Route) -> Location:
        """The file, and the extent of a value of the question, or of its stimulus, in it."""
        if self.stimulus is not None and is_of_stimulus(route):
            return Location(self.path, *self.stimulus.yaml_span.find(route[1:]))
        return Location(self.path, *self.yaml_span.find(route))


def stimulus_of(entry: LocatedQuestion) -> Stimulus | None:
    """What a question is shown with."""
    return entry.stimulus.stimulus if entry.stimulus is not None else None


def is_of_stimulus(route: Route) -> bool:
    """Whether a route leads into the stimulus of a question: ``("stimulus", "text")``."""
    return len(route) > 1 and route[0] == "stimulus"


@dataclass(frozen=True, slots=True)
class BankFile:
    """The questions that could be read from one file.

    ``unread`` has the ids (or "") of questions that could not be read. If ``is_whole`` is false, the file may hold
    further questions, and if ``has_whole_head`` is, further objectives. ``drafts`` are no questions yet, and their
    diagnostics are not among these.
    """

    path: str
    chapter: str | None
    entries: tuple[LocatedQuestion, ...]
    unread: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    is_whole: bool = True
    drafts: tuple[LocatedDraft, ...] = ()
    objectives: tuple[LocatedObjective, ...] = ()
    guide: LocatedGuide | None = None
    has_whole_head: bool = True


@dataclass(frozen=True, slots=True)
class BankMemo:
    """Items and questions parsed earlier, by their text, so that unchanged items are not parsed again."""

    items: Items = field(default_factory=dict)
    questions: dict[tuple[bytes, int], tuple[Question | None, tuple[Diagnostic, ...]]] = field(default_factory=dict)


def read_bank_file(file: Path, name: str, book: Book | None) -> BankFile:
    """Read a bank; ``book``, if its ``book.yaml`` could be read, says which chapters exist."""
    text, faults = read_yaml_text(file, name)
    return unreadable_bank(name, faults) if text is None else parse_bank(text, name, book)


def unreadable_bank(name: str, faults: tuple[Diagnostic, ...]) -> BankFile:
    """The result for a file that could not be read at all."""
    return BankFile(name, None, (), (), faults, is_whole=False, has_whole_head=False)


def parse_bank(text: str, name: str, book: Book | None, memo: BankMemo | None = None) -> BankFile:
    """Read a bank from memory.

    If the text can be split into questions, each is parsed by itself, so that a syntax error in one, in a stimulus or
    in the guide does not hide the others. If one of them is not valid YAML by itself but the whole file is, the whole
    file is parsed instead.
    """
    memo = memo or BankMemo()
    parsed = parse_items(text, name, "questions", memo.items)
    if parsed is None:
        return _read_whole(parse_document(text, name), book, memo)
    around, items = parsed
    unread = [item for item in items if item.span is None]
    if around.value is None or unread:
        whole = parse_document(text, name)
        if whole.value is not None:
            return _read_whole(whole, book, memo)
    has_whole_head = isinstance(around.value, dict)
    if not has_whole_head:
        without_head = parse_without(text, name, _LISTS, "guide")
        if not isinstance(without_head.value, dict):
            return _read_whole(parse_document(text, name), book, memo)
        around = replace(without_head, diagnostics=around.diagnostics)
    diagnostics = list(around.diagnostics)
    for item in items:
        told = item.diagnostics
        if item.span is None and item.supposed_id:
            told = tuple(replace(each, question=item.supposed_id) for each in told)
        diagnostics += told
    read = [(item.value, item.span) for item in items if item.value is not None and item.span is not None]
    file = _read(around, read, diagnostics, book, memo, has_whole_head=has_whole_head)
    if not unread:
        return file
    return replace(file, unread=(*file.unread, *(item.supposed_id for item in unread)), is_whole=False)


def _read_whole(document: Document, book: Book | None, memo: BankMemo) -> BankFile:
    diagnostics = list(document.diagnostics)
    items: list[tuple[Value, YamlSpan]] = []
    if isinstance(document.value, dict):
        items = list(_questions(document.value.get("questions"), document, diagnostics))
    return _read(document, items, diagnostics, book, memo)


def _read(
    document: Document,
    items: Iterable[tuple[Value, YamlSpan]],
    diagnostics: list[Diagnostic],
    book: Book | None,
    memo: BankMemo,
    *,
    has_whole_head: bool = True,
) -> BankFile:
    """The bank of a document, made from the items of its list; ``diagnostics`` are those found so far."""
    path, fields = document.path, document.value
    if fields is None:
        return unreadable_bank(path, tuple(diagnostics))
    if not isinstance(fields, dict):
        hint = "A bank starts with `chapter: …` and `questions:`."
        diagnostics.append(Diagnostic("bad-value", "this file is not a question bank", _at(document), hint))
        return unreadable_bank(path, tuple(diagnostics))
    if other := tell_other_file(fields):
        fault = Diagnostic("bad-value", f"{other.message}, and no question bank", _at(document), other.hint)
        return unreadable_bank(path, (*(each for each in diagnostics if each.code != "missing-field"), fault))
    unknown_keys = list(_unknown_keys(fields, document))
    if any("`questions`" in each.hint for each in unknown_keys if each.fixes):  # the list has another name
        diagnostics = [each for each in diagnostics if each.code != "missing-field"]
    diagnostics += unknown_keys
    head = read_head(document, fields)
    if not has_whole_head:
        head = replace(head, is_whole=False)
    diagnostics += head.diagnostics
    chapter, chapter_faults = _chapter(fields.get("chapter"), document, book)
    diagnostics += chapter_faults
    is_lost = bool(chapter_faults)
    entries: list[LocatedQuestion] = []
    unread: list[str] = []
    drafts: list[LocatedDraft] = []
    for value, yaml_span in items:
        question, faults = _question(value, yaml_span, path, memo)
        if question is None and is_draft(value):
            drafts.append(locate_draft(value, chapter, path, yaml_span, faults))
            continue
        diagnostics += faults
        if question is not None and chapter is None and not is_lost and not _names_chapters(question):
            hint = "Write `chapter: …` at the top; questions on the whole book cite `{chapter: 4, text: …}`."
            diagnostics.append(Diagnostic("missing-field", "`chapter` is missing", _at(document), hint))
            is_lost = True
        entry = None
        if question is not None and not is_lost:
            entry = _with_stimulus(LocatedQuestion(question, chapter, path, yaml_span), head)
        if entry is None:
            unread.append(id_of(value) or "")
        else:
            entries.append(entry)
    if not unread and not any(each.code == "yaml" for each in diagnostics):
        named = {*(entry.question.stimulus for entry in entries), *(draft.stimulus for draft in drafts)}
        diagnostics += find_unused(head.stimuli, named)
    return BankFile(
        path,
        chapter,
        tuple(entries),
        tuple(unread),
        tuple(diagnostics),
        drafts=tuple(drafts),
        objectives=head.objectives,
        guide=None if chapter_faults else _guide(head, chapter, document),
        has_whole_head=head.is_whole,
    )


def _guide(head: ChapterHead, chapter: str | None, document: Document) -> LocatedGuide | None:
    return None if head.guide is None else LocatedGuide(head.guide, chapter, document.path, document.yaml_span)


def _with_stimulus(entry: LocatedQuestion, head: ChapterHead) -> LocatedQuestion | None:
    """The question with its stimulus; None if that is one of those that could not be read."""
    name = entry.question.stimulus
    if name is None:
        return entry
    stimuli = {each.stimulus.id: each for each in head.stimuli}
    if name in stimuli:
        return replace(entry, stimulus=stimuli[name])
    if not head.is_whole:
        return None
    return replace(entry, faults=(unknown("unknown-stimulus", "stimuli", "in this file", name, stimuli),))


_LISTS = ("objectives", "stimuli", "questions")
_FIELDS = ("chapter", "guide", *_LISTS)


def _named(fields: tuple[str, ...]) -> str:
    *others, last = (f"`{field}`" for field in fields)
    return f"{', '.join(others)} and {last}"


def _unknown_keys(fields: Mapping[str, Value], document: Document) -> Iterator[Diagnostic]:
    for name in fields:
        if name not in _FIELDS:
            hint = advise(name, _FIELDS, fields) or f"A bank has {_named(_FIELDS)}."
            place = Location(document.path, *document.yaml_span.find_key((name,)))
            fixes: tuple[Fix, ...] = ()
            if (meant := find_new_name(name, _FIELDS, fields)) and meant.name:
                fixes = (Fix(f"Write `{meant.name}`", (Rename((name,), meant.name),), meant.is_sure),)
            made = write_fixes(document.yaml_span, fixes)
            yield Diagnostic("unknown-field", f"{show_name(name)} is not a field here", place, hint, fixes=made)


def _chapter(value: Value | None, document: Document, book: Book | None) -> tuple[str | None, list[Diagnostic]]:
    if value is None:
        return None, []
    if not isinstance(value, str) or not value:
        hint = "As in book.yaml: `chapter: 1`."
        return None, [Diagnostic("bad-value", "`chapter` is a chapter's key", _at(document, "chapter"), hint)]
    if book is not None and book.chapter(value) is None:
        keys = ", ".join(chapter.key for chapter in book.chapters)
        message = f"book.yaml has no chapter `{value}`"
        titled = next((each.key for each in book.chapters if each.title.casefold() == value.casefold()), None)
        meant = find_meant(value, [each.key for each in book.chapters])
        hint = f"{meant.hint} " if meant else f"That is the title of chapter `{titled}`. " if titled else ""
        hint += f"Its chapters are: {keys}."
        fixes = _write_meant(document.yaml_span, ("chapter",), value, [chapter.key for chapter in book.chapters])
        return None, [Diagnostic("unknown-chapter", message, _at(document, "chapter"), hint, fixes=fixes)]
    return value, []


def _write_meant(yaml_span: YamlSpan, route: Route, written: str, names: Collection[str]) -> tuple[TextFix, ...]:
    """A fix that writes the name that is meant in place of one that there is not."""
    meant = find_meant(written, names)
    if meant is None or meant.name is None:
        return ()
    return write_fixes(yaml_span, [Fix(f"Write `{meant.name}`", (Replace(route, meant.name),), meant.is_sure)])


def _questions(
    value: Value | None, document: Document, diagnostics: list[Diagnostic]
) -> Iterable[tuple[Value, YamlSpan]]:
    if value is None:
        hint = "Below `chapter:`, write `questions:` and one `- id: …` a question."
        diagnostics.append(Diagnostic("missing-field", "`questions` is missing", _at(document), hint))
        return []
    if value == "":
        return []
    if not isinstance(value, list):
        hint = "Start each question with a hyphen: `- id: …`."
        diagnostics.append(Diagnostic("bad-value", "`questions` is a list", _at(document, "questions"), hint))
        return []
    return zip(value, document.items["questions"], strict=True)


def _question(
    value: Value, yaml_span: YamlSpan, path: str, memo: BankMemo
) -> tuple[Question | None, tuple[Diagnostic, ...]]:
    """The question of an item, or None, and what is wrong with it."""
    key = (yaml_span.text, yaml_span.column)
    read = memo.questions.get(key)
    if read is None:
        read = memo.questions[key] = read_question(value, yaml_span._replace(line=1), path)
    question, faults = read
    return question, tuple(moved(fault, path, yaml_span.line - 1) for fault in faults)


def _names_chapters(question: Question) -> bool:
    return all(citation.chapter is not None for _, citation in citations_of(question))


def _at(document: Document, *route: str) -> Location:
    """The place of a field; of the file as a whole only where it begins."""
    extent = document.yaml_span.find(route)
    return Location(document.path, *(extent if route else extent[:2]))
