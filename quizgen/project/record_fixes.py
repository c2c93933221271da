"""A field that does not fit its record → ways to mend it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import reduce
from typing import Any

from pydantic import BaseModel, ValidationError

from quizgen.model.diagnostics import Add, Change, Enclose, Fix, Rename, Replace, Route
from quizgen.project.number_slips import explain_number
from quizgen.project.synonyms import find_new_name
from quizgen.text.spelling import find_meant

TRUTHS = {
    **dict.fromkeys(["true", "yes", "on", "correct", "right", "richtig", "wahr", "vrai", "verdadero"], "true"),
    **dict.fromkeys(["false", "no", "off", "incorrect", "wrong", "falsch", "faux", "falso"], "false"),
}
"""What YAML 1.1 reads as true and false, and what statements are called."""

_BLOOM_SYNONYMS = {
    "remember": "knowledge know recall wissen",
    "understand": "comprehension comprehend understanding verstehen",
    "apply": "application applying anwenden",
    "analyze": "analysis analyse analysing analyzing analysieren",
    "evaluate": "evaluation evaluating bewerten",
    "create": "synthesis creation creating erschaffen",
}
"""The taxonomy's levels as Bloom named them in 1956, and as nouns and in German."""


def find_fixes(fault: Any, record: type[BaseModel], inner: type[BaseModel] | None, value: Any) -> tuple[Fix, ...]:
    """Ways to mend an error that pydantic found in a value, tried on the value itself.

    One that leaves the error is left out; one that brings another error is not safe.
    """
    propose = _PROPOSALS.get(fault["type"])
    if propose is None:
        return ()
    before = _faults(record, value)
    known = [field.alias or name for name, field in inner.model_fields.items()] if inner else []
    fixes = []
    for fix in propose(fault, known, value):
        after = _faults(record, reduce(_changed, fix.changes, value))
        if (fault["loc"], fault["type"]) not in after:
            fixes.append(replace(fix, is_safe=fix.is_safe and after < before))
    return tuple(fixes)


def _faults(record: type[BaseModel], value: Any) -> set[tuple[Route, str]]:
    try:
        record.model_validate(value)
    except ValidationError as error:
        return {(each["loc"], each["type"]) for each in error.errors(include_url=False)}
    return set()


def _changed(value: Any, change: Change) -> Any:
    """A value with a change made, for a trial."""
    above, last = change.route[:-1], change.route[-1]
    if isinstance(change, Rename):
        name = change.name
        return _put(value, above, lambda old: {name if key == last else key: each for key, each in old.items()})
    if isinstance(change, Add):
        return _put(value, above, lambda old: {**old, change.name: change.text})
    if isinstance(change, Replace):
        return _put(value, change.route, lambda old: change.text)
    return _put(value, change.route, lambda old: [old])


def _put(value: Any, route: Route, make: Callable[[Any], Any]) -> Any:
    if not route:
        return make(value)
    step, rest = route[0], route[1:]
    if isinstance(value, dict) and step in value:
        return {**value, step: _put(value[step], rest, make)}
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return [*value[:step], _put(value[step], rest, make), *value[step + 1 :]]
    return _put(value, rest, make)  # as `YamlSpan.find` goes a route


def value_at(value: Any, route: Route) -> Any:
    """The value that a route leads to; a step that pydantic alone makes, such as a union's, is passed over."""
    for step in route:
        if isinstance(value, dict):
            value = value.get(step, value)
        elif isinstance(value, list) and isinstance(step, int):
            value = value[step]
    return value


def _rename(fault: Any, known: Collection[str], value: Any) -> Iterator[Fix]:
    *above, name = fault["loc"]
    around = value_at(value, tuple(above))
    if isinstance(around, dict) and (meant := find_new_name(str(name), known, around)) and meant.name:
        yield Fix(f"Write `{meant.name}`", (Rename(fault["loc"], meant.name),), meant.is_sure)


def _truth(fault: Any, known: Collection[str], value: Any) -> Iterator[Fix]:
    if (truth := TRUTHS.get(str(fault["input"]).lower())) is not None:
        yield Fix(f"Write `{truth}`", (Replace(fault["loc"], truth),), is_safe=True)


def _choice(fault: Any, known: Collection[str], value: Any) -> Iterator[Fix]:
    names = re.findall(r"'([^']*)'", fault["ctx"]["expected"])
    if isinstance(fault["input"], str) and (meant := find_meant(fault["input"], names, _BLOOM_SYNONYMS)) and meant.name:
        yield Fix(f"Write `{meant.name}`", (Replace(fault["loc"], meant.name),), meant.is_sure)


def _number(fault: Any, known: Collection[str], value: Any) -> Iterator[Fix]:
    if isinstance(fault["input"], str) and (slip := explain_number(fault["input"], fault["loc"], value)):
        yield from slip.fixes


def _list(fault: Any, known: Collection[str], value: Any) -> Iterator[Fix]:
    written = fault["input"]
    if isinstance(written, str) and written and not re.search(r"[,;\[\]\n]", written):
        yield Fix("Make a list of it", (Enclose(fault["loc"], "[", "]"),), is_safe=True)


def _word(fault: Any, known: Collection[str], value: Any) -> Iterator[Fix]:
    """An id or a tag; an author may want another one, so that none is safe."""
    route, written = fault["loc"], fault["input"]
    if route == ("id",):
        plain = unicodedata.normalize("NFKD", written).encode("ascii", "ignore").decode().lower()
        word = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    else:
        word = re.sub(r"[\s\"]+", "-", written).strip("-")
    if word:
        yield Fix(f"Write `{word}`", (Replace(route, word),))


_PROPOSALS: dict[str, Callable[[Any, Collection[str], Any], Iterator[Fix]]] = {
    "extra_forbidden": _rename,
    "true_or_false": _truth,
    "bool_parsing": _truth,
    "enum": _choice,
    "literal_error": _choice,
    "int_parsing": _number,
    "decimal_parsing": _number,
    "tuple_type": _list,
    "list_type": _list,
    "string_pattern_mismatch": _word,
}
"""By pydantic's names of errors (docs.pydantic.dev, "Validation Errors")."""
