"""What stands before the questions of a chapter's file → its guide, objectives and stimuli, with their places."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TypeVar

from quizgen.kinds.chapter_file import GUIDE_FIELDS, OBJECTIVE_FIELDS, STIMULUS_FIELDS
from quizgen.kinds.kind import FieldDoc
from quizgen.model.diagnostics import CodedFinding, Diagnostic, Finding, Fix, Location, Replace, Severity
from quizgen.model.guide import Guide, GuideHead
from quizgen.model.stimulus import Objective, Stimulus
from quizgen.project.records import read_record
from quizgen.project.yaml_document import Document
from quizgen.project.yaml_edits import write_fixes
from quizgen.project.yaml_span import YamlSpan
from quizgen.text.spelling import find_meant

_MAX_NAMED = 12
"""So many ids are named in a hint."""


@dataclass(frozen=True, slots=True)
class LocatedStimulus:
    """A stimulus and its place in a file."""

    stimulus: Stimulus
    path: str
    yaml_span: YamlSpan

    @property
    def key(self) -> str:
        """A name that no other stimulus of the book has."""
        return f"{PurePosixPath(self.path).name}#{self.stimulus.id}"


@dataclass(frozen=True, slots=True)
class LocatedObjective:
    """An objective and its place in a file."""

    objective: Objective
    path: str
    yaml_span: YamlSpan

    @property
    def place(self) -> Location:
        return Location(self.path, *self.yaml_span.find(("id",)))


@dataclass(frozen=True, slots=True)
class LocatedGuide:
    """A chapter's guide and its place in a file; ``chapter`` is None for the whole book."""

    guide: Guide
    chapter: str | None
    path: str
    yaml_span: YamlSpan

    @property
    def key(self) -> str:
        """Its name in the lock, which no question can have as its id."""
        return f"guide:{self.chapter or ''}"

    @property
    def place(self) -> Location:
        return Location(self.path, *self.yaml_span.find_key(("guide",)))

    def diagnose(self, code: str, severity: Severity, finding: Finding) -> Diagnostic:
        """A finding, whose routes begin in the guide, with its place, and its fixes as edits."""
        place = Location(self.path, *self.yaml_span.find(("guide", *finding.route)))
        fixes = tuple(
            replace(fix, changes=tuple(replace(each, route=("guide", *each.route)) for each in fix.changes))
            for fix in finding.fixes
        )
        made = write_fixes(self.yaml_span, fixes)
        return Diagnostic(code, finding.message, place, finding.hint, severity, fixes=made)


@dataclass(frozen=True, slots=True)
class ChapterHead:
    """What could be read, and what is wrong; ``is_whole`` if all objectives and stimuli could be."""

    guide: Guide | None
    objectives: tuple[LocatedObjective, ...]
    stimuli: tuple[LocatedStimulus, ...]
    diagnostics: tuple[Diagnostic, ...]
    is_whole: bool


def read_head(document: Document, fields: Mapping[str, object]) -> ChapterHead:
    """Read what stands before the questions of a file, whose ``fields`` are the mapping that it is."""
    diagnostics: list[Diagnostic] = []
    objectives = [
        LocatedObjective(record, document.path, span)
        for record, span in _read("objectives", Objective, OBJECTIVE_FIELDS, document, fields, diagnostics)
    ]
    stimuli: dict[str, LocatedStimulus] = {}
    is_whole = not diagnostics
    for record, span in _read("stimuli", Stimulus, STIMULUS_FIELDS, document, fields, diagnostics):
        located = LocatedStimulus(record, document.path, span)
        if (first := stimuli.setdefault(record.id, located)) is not located:
            line = first.yaml_span.find(("id",)).line
            diagnostics.append(taken("stimulus", record.id, f"line {line}", _place(document, span, "id")))
    is_whole = is_whole and not any(each.code != "duplicate-id" for each in diagnostics)
    guide, faults = _read_guide(document, fields)
    return ChapterHead(guide, tuple(objectives), tuple(stimuli.values()), (*diagnostics, *faults), is_whole)


def _read_guide(document: Document, fields: Mapping[str, object]) -> tuple[Guide | None, tuple[Diagnostic, ...]]:
    """The guide of a file, None without one, and what is wrong with it."""
    written = fields.get("guide", "")
    if written == "":
        return None, ()
    hints = {"guide": 'Write below it `thesis: "…"`, `discuss: ["…"]` and `passages: ["first words … last words"]`.'}
    hints |= {name: doc.hint for name, doc in GUIDE_FIELDS.items()}
    head = {"guide": document.value["guide"]} if isinstance(document.value, dict) else {}
    read, faults = read_record(GuideHead, head, document.yaml_span, document.path, hints=hints)
    return (None if read is None or read.guide.is_empty else read.guide), faults


def taken(what: str, name: str, where: str, place: Location) -> Diagnostic:
    """The diagnostic of a second objective or stimulus of one id."""
    hint = "Give this one an id of its own, and name it in the questions that mean it."
    return Diagnostic("duplicate-id", f"the id `{name}` of the {what} is taken ({where})", place, hint)


R = TypeVar("R", Objective, Stimulus)


def _read(
    field: str,
    record: type[R],
    docs: Mapping[str, FieldDoc],
    document: Document,
    fields: Mapping[str, object],
    diagnostics: list[Diagnostic],
) -> Iterator[tuple[R, YamlSpan]]:
    """The records in a list of the file, with their spans; what is wrong is added to ``diagnostics``."""
    written = fields.get(field, "")
    if written == "":
        return
    if not isinstance(written, list):
        place = Location(document.path, *document.yaml_span.find((field,)))
        hint = "Start each of them with a hyphen: `- {id: …, text: …}`."
        diagnostics.append(Diagnostic("bad-value", f"`{field}` is a list", place, hint))
        return
    hints = {name: doc.hint for name, doc in docs.items() if doc.hint}
    for value, span in zip(written, document.items[field], strict=True):
        read, faults = read_record(record, value, span, document.path, hints=hints)
        diagnostics += faults
        if read is not None:
            yield read, span


def _place(document: Document, span: YamlSpan, field: str) -> Location:
    return Location(document.path, *span.find((field,)))


def find_unused(stimuli: Collection[LocatedStimulus], named: Collection[str | None]) -> Iterator[Diagnostic]:
    """Report the stimuli of a file that are not among those that its questions and drafts name."""
    ids = {each.stimulus.id for each in stimuli}
    misspelt = {meant.name for name in named if name and name not in ids and (meant := find_meant(name, ids))}
    for each in stimuli:
        name = each.stimulus.id
        if name not in named and name not in misspelt:
            hint = f"Write `stimulus: {name}` in the questions that are about it, or remove it."
            place = Location(each.path, *each.yaml_span.find(("id",)))
            message = f"no question of this file names the stimulus `{name}`, and nothing is printed of it"
            yield Diagnostic("unused-stimulus", message, place, hint, Severity.WARNING)


def unknown(code: str, plural: str, where: str, name: str, known: Collection[str]) -> CodedFinding:
    """The finding in a question that names an objective or a stimulus that there is not."""
    what = code.removeprefix("unknown-")
    shown = ", ".join(f"`{each}`" for each in list(known)[:_MAX_NAMED]) + (", …" if len(known) > _MAX_NAMED else "")
    hint = f"There are: {shown}."
    if not known:
        hint = f"Write `{plural}:` above `questions:`, with a line `- {{id: {name}, text: …}}`; or leave the field out."
    fixes: tuple[Fix, ...] = ()
    if meant := find_meant(name, known):
        hint = meant.hint + (f" {hint}" if len(known) > 1 else "")
        fixes = tuple([Fix(f"Write `{each}`", (Replace((what,), each),), meant.is_sure) for each in meant.names])
    return code, Finding((what,), f"there is no {what} `{name}` {where}", hint, fixes)
