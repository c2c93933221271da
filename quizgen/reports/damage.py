"""Format the damaged places of a copy, and the questions that cite them, as text or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby

from quizgen.book.book_text import BookText
from quizgen.book.damage import SIGNS, Damage, has_code

Citing = Mapping[Damage, Sequence[str]]
_MEANINGS = {sign.kind: sign.meaning for sign in SIGNS}


def damage_as_text(text: BookText, damage: Sequence[Damage], citing: Citing) -> str:
    """The damaged places, grouped by kind: each with its line in the copy, a few words, and the questions citing it."""
    return "\n".join(_lines(text, damage, citing))


def _lines(text: BookText, damage: Sequence[Damage], citing: Citing) -> Iterator[str]:
    yield f"{text.book.title}, {text.copy.path}"
    if has_code(text):
        yield "Words of commands, paths and programs are not judged: their spelling is their own."
    if not damage:
        yield "Nothing in this copy looks damaged."
        return
    places = "1 place looks" if len(damage) == 1 else f"{len(damage):,} places look"
    questions = len(set(chain.from_iterable(citing.values())))
    cites = f"; {questions} question{' has' if questions == 1 else 's have'} such a place in the passage"
    yield f"{places} damaged{cites if questions else '; no question cites one'}."
    for kind, group in groupby(damage, key=lambda each: each.kind):
        found = list(group)
        yield f"\n{kind} ({len(found):,})  {_MEANINGS[kind]}"
        for each in found:
            yield f"  {text.copy.place(each.line)}, {each.place}: {each.message}: “{each.shown}”"
            if each in citing:
                yield f"      in the passage of: {', '.join(citing[each])}"


def damage_as_json(text: BookText, damage: Sequence[Damage], citing: Citing) -> str:
    """``{"copy": …, "damage": [{kind, line, place, message, words, questions}]}``."""
    found = [
        {
            "kind": each.kind,
            "line": each.line,
            "place": each.place,
            "message": each.message,
            "words": each.shown,
            "questions": list(citing.get(each, ())),
        }
        for each in damage
    ]
    return json.dumps({"copy": text.copy.path, "damage": found}, ensure_ascii=False, indent=2)
