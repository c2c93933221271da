"""A question that is marked as a draft and cannot be read yet → a note of what it still needs, and its wrong values."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from quizgen.kinds import KINDS
from quizgen.kinds.kind import Kind
from quizgen.kinds.question import Question
from quizgen.model.citation import Citations
from quizgen.model.diagnostics import Diagnostic, Finding, Location, Severity
from quizgen.project.record_fixes import TRUTHS
from quizgen.project.records import explain_faults
from quizgen.project.synonyms import find_new_name
from quizgen.project.yaml_edits import write_fixes
from quizgen.project.yaml_parsers import Value
from quizgen.project.yaml_span import YamlSpan


@dataclass(frozen=True, slots=True)
class LocatedDraft:
    """A draft that is no question yet; ``id``, ``cite`` and ``stimulus`` are empty if there is none that could be read.

    ``diagnostics`` are told by `quizgen check` alone: a draft hinders nothing.
    """

    id: str
    chapter: str | None
    cite: Citations
    stimulus: str
    may_cite_sections: bool
    path: str
    yaml_span: YamlSpan
    diagnostics: tuple[Diagnostic, ...]

    def diagnose(self, code: str, finding: Finding, severity: Severity = Severity.ERROR) -> Diagnostic:
        """A finding with its place, and its fixes as edits."""
        place = Location(self.path, *self.yaml_span.find(finding.route))
        fixes = write_fixes(self.yaml_span, finding.fixes)
        return Diagnostic(code, finding.message, place, finding.hint, severity, self.id, fixes)


_CITATIONS: TypeAdapter[Citations] = TypeAdapter(Citations)


def locate_draft(
    value: Value, chapter: str | None, path: str, yaml_span: YamlSpan, diagnostics: tuple[Diagnostic, ...]
) -> LocatedDraft:
    """A draft with its place; ``diagnostics`` are those of its fields."""
    fields = value if isinstance(value, dict) else {}
    question_id, kind, stimulus = fields.get("id"), fields.get("kind"), fields.get("stimulus")
    cite: Citations = ()
    with suppress(ValidationError):
        cite = _CITATIONS.validate_python(fields.get("cite"))
    is_essay = isinstance(kind, str) and kind in KINDS and KINDS[kind].may_cite_sections
    known_id = question_id if isinstance(question_id, str) else ""
    named = stimulus if isinstance(stimulus, str) else ""
    return LocatedDraft(known_id, chapter, cite, named, is_essay, path, yaml_span, diagnostics)


_ALWAYS = ("id", "kind", "draft")
"""What a draft has to have, as any question."""

_LAST = ("cite", "explanation", "difficulty", "bloom")
"""What every question needs, named after the fields of the kind."""

_STAND_INS: Mapping[str, str] = {
    "cite": "first words … last words",
    "explanation": "-",
    "difficulty": "1",
    "bloom": "remember",
    "prompt": "-",
}
"""What is read in place of a field that is missing, so that rules over several fields find what is given."""

_LACKING = frozenset({"missing", "too_short", "string_too_short"})
"""Pydantic's names of errors that further writing will mend."""


def is_draft(value: Value) -> bool:
    """Whether an item is marked as a draft, or is meant to be (``draft: yes``, ``draft: later``)."""
    written = value.get("draft") if isinstance(value, dict) else None
    return isinstance(written, str) and written != "" and TRUTHS.get(written.lower()) != "false"


def read_draft(
    kind: Kind[Any], value: dict[str, Value], yaml_span: YamlSpan, path: str, question: str | None
) -> tuple[Diagnostic, ...]:
    """What is wrong with a draft that is no valid question: errors for what is given, one note for what is missing.

    What has nothing written behind its name is missing too; so is the rest of a list that was begun.
    """
    fields = kind.record.model_fields
    given = {name: each for name, each in value.items() if each or name in _ALWAYS or name not in fields}
    absent = [name for name, field in fields.items() if field.is_required() and name not in given]
    stand_ins = {name: _STAND_INS[name] for name in absent if name in _STAND_INS}
    needed = {*stand_ins, *(name for name in value if name not in given)}
    begun: set[str] = set()
    tried = {**stand_ins, **given}
    wrong = []
    try:
        kind.record.model_validate(tried)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            name = fault["loc"][0] if fault["loc"] else ""
            if fault["type"] not in _LACKING or name in _ALWAYS:
                wrong.append(fault)
            else:
                (begun if name in given else needed).add(str(name))
        if "cite" not in given and not _cites_itself(given):
            needed.add("cite")  # of some kinds it is asked for only once all else is there
    unknown = (name for name in value if name not in fields)
    needed -= {meant.name for name in unknown if (meant := find_new_name(name, fields, value)) is not None}
    told = list(explain_faults(wrong, kind.record, value, yaml_span, path, question, kind.hints))
    if needed or begun:
        message = f"this draft still needs: {', '.join(_in_order(kind, needed, begun - needed))}"
        place = Location(path, *yaml_span.find(("id",)))
        told.append(Diagnostic("draft", message, place, severity=Severity.NOTE, question=question))
    return tuple(told)


def _cites_itself(given: Mapping[str, Value]) -> bool:
    """Whether a part of the answer has a citation of its own."""
    parts = (part for each in given.values() if isinstance(each, list) for part in each)
    return any(isinstance(part, dict) and "cite" in part for part in parts)


def _in_order(kind: Kind[Any], needed: Collection[str], begun: Collection[str]) -> Iterator[str]:
    """The kind's own fields, then those of all kinds."""
    own = [name for name in kind.record.model_fields if name not in Question.model_fields]
    for name in dict.fromkeys([*own, *_LAST, *kind.record.model_fields]):
        if name in needed:
            yield name
        elif name in begun:
            yield f"more {name}"
