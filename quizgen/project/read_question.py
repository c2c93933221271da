"""A YAML value → a question of its kind, or what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from quizgen.kinds import KINDS
from quizgen.kinds.question import Question
from quizgen.kinds.synonyms import KIND_SYNONYMS
from quizgen.model.diagnostics import Change, Diagnostic, Fix, Location, Rename, Replace, TextFix
from quizgen.project.draft import is_draft, read_draft
from quizgen.project.records import read_record, show_name
from quizgen.project.synonyms import find_field
from quizgen.project.yaml_edits import write_fixes
from quizgen.project.yaml_parsers import Value
from quizgen.project.yaml_span import YamlSpan
from quizgen.text.spelling import Meant, find_meant


def read_question(value: Value, yaml_span: YamlSpan, path: str) -> tuple[Question | None, tuple[Diagnostic, ...]]:
    if not isinstance(value, dict):
        hint = "Indent `id:`, `kind:` and the rest below the hyphen."
        place = Location(path, *yaml_span.find(()))
        return None, (Diagnostic("bad-value", "this is not a question", place, hint),)
    kind = value.get("kind")
    if isinstance(kind, str) and kind in KINDS:
        question, faults = read_record(KINDS[kind].record, value, yaml_span, path, id_of(value), KINDS[kind].hints)
        if question is None and is_draft(value):
            return None, read_draft(KINDS[kind], value, yaml_span, path, id_of(value))
        return question, faults
    place = Location(path, *yaml_span.find(("kind",)))
    if kind is None:
        return None, tuple(_without_kind(value, yaml_span, path))
    name = kind if isinstance(kind, str) else ""
    more: tuple[Diagnostic, ...] = ()
    message = f"there is no kind `{name}`" if name else "`kind` is a word"
    hint = f"The kinds are: {', '.join(KINDS)}."
    fixes: tuple[TextFix, ...] = ()
    if name and (readings := _find_kinds(name, value)):
        hint = readings.hint if readings.is_synonym else f"{readings.hint} {hint}"
        written = [Fix(f"Write `{each}`", (Replace(("kind",), each),), readings.is_sure) for each in readings.names]
        fixes = write_fixes(yaml_span, written)
        more = _faults_as(readings.names[0], value, yaml_span, path)
    return None, (Diagnostic("unknown-kind", message, place, hint, question=id_of(value), fixes=fixes), *more)


def _faults_as(kind: str, value: dict[str, Value], yaml_span: YamlSpan, path: str) -> tuple[Diagnostic, ...]:
    """What else is wrong with the fields that a question has, if it is meant to be of a kind."""
    meant: Value = {**value, "kind": kind}
    faults = read_record(KINDS[kind].record, meant, yaml_span, path, id_of(meant), KINDS[kind].hints)[1]
    return tuple(fault for fault in faults if fault.code != "missing-field")


def _without_kind(value: dict[str, Value], yaml_span: YamlSpan, path: str) -> Iterator[Diagnostic]:
    """What is said of a question without `kind`: which field gives it under another name, if one does."""
    for name in value:
        if (meant := find_field(name, ("id", "kind"))) and meant.name == "kind":
            written = value[name]
            kinds = _find_kinds(written, value) if isinstance(written, str) else None
            changes: tuple[Change, ...] = (Rename((name,), "kind"),)
            if kinds is not None and kinds.name and kinds.name != written:
                changes = (*changes, Replace((name,), kinds.name))
            is_sure = meant.is_sure and kinds is not None and kinds.is_sure
            fixes = write_fixes(yaml_span, [Fix("Write `kind`", changes, is_sure)])
            place = Location(path, *yaml_span.find_key((name,)))
            message = f"{show_name(name)} is not a field here, and `kind` is missing"
            yield Diagnostic("unknown-field", message, place, meant.hint, question=id_of(value), fixes=fixes)
            if kinds is not None:
                rest = {field: each for field, each in value.items() if field != name}
                yield from _faults_as(kinds.names[0], rest, yaml_span, path)
            return
    hint = f"Add `kind:`, one of: {', '.join(KINDS)}."
    place = Location(path, *yaml_span.find(("kind",)))
    yield Diagnostic("missing-field", "`kind` is missing", place, hint, question=id_of(value))


def _find_kinds(written: str, value: Mapping[str, Value]) -> Meant | None:
    """The kinds that may be meant by a name; of several, those whose fields the question has."""
    meant = find_meant(written, KINDS, KIND_SYNONYMS)
    if meant is None or len(meant.names) == 1:
        return meant
    strange = {name: len(value.keys() - KINDS[name].all_fields.keys()) for name in meant.names}
    fitting = tuple(name for name in meant.names if strange[name] == min(strange.values()))
    return meant._replace(names=fitting, is_sure=len(fitting) == 1)


def id_of(value: Value) -> str | None:
    """The id of a question, if it has one that is a text."""
    found = value.get("id") if isinstance(value, dict) else None
    return found if isinstance(found, str) else None
