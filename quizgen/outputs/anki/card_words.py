"""The words of templates and scripts: English in them, and those of another language in a note's field ``Book``.

Note types are shared by books, and their fields are frozen. So a note whose book has other words brings them along, as
attributes of an empty element behind the title, which a style sheet or a script shows in place of the English ones.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from quizgen.model.language import primary_tag
from quizgen.outputs.languages import Words, choose_words
from quizgen.outputs.markup import escaped_for_anki

_LABEL = re.compile(r"<!-- say (\w+)(?: of (\w+))? -->")
_SAID = re.compile(r'\bsay\("(\w+)"')


class Label(NamedTuple):
    """A word of a side by its name; one ``of`` a kind is said on the cards of that kind alone."""

    name: str
    of: str = ""


def find_labels(side: str) -> tuple[Label, ...]:
    """The words at the places ``<!-- say name -->`` and ``<!-- say name of kind -->`` of a side's HTML."""
    return tuple(dict.fromkeys(Label(*found) for found in _LABEL.findall(side)))


def find_said(script: str) -> tuple[str, ...]:
    """The names of the words that a script says."""
    return tuple(dict.fromkeys(_SAID.findall(script)))


def put_labels(side: str) -> str:
    """A side with English at these places, beside the field that may have the book's own word.

    They need no script. The title, which stands in that field too, is hidden by the style sheet.
    """
    english = choose_words("en")

    def label(found: re.Match[str]) -> str:
        name, of_kind = found[1], f" of-{found[2]}" if found[2] else ""
        return f'<span class="label {name}{of_kind}">{{{{Book}}}}<span lang="en">{english[name]}</span></span>'

    return _LABEL.sub(label, side)


def style_labels(labels: Iterable[Label]) -> str:
    """The rules that show a note's own word, if it has that one, in place of the English one, and words by kind."""
    rules = []
    for name, of in labels:
        if of:
            rules += [f'.quiz:not([data-kind="{of}"]) .label.{name}.of-{of} {{ display: none; }}\n']
        own = f".quiz .label.{name} > .words[data-{name}]"
        rules += [f"{own}::before {{ content: attr(data-{name}); }}\n{own} ~ span {{ display: none; }}\n"]
    return "".join(rules)


def in_english(names: Iterable[str]) -> str:
    """Words by their names, as an object in JavaScript."""
    english = choose_words("en")
    return json.dumps({name: english[name] for name in names}, ensure_ascii=False)


@lru_cache(maxsize=64)
def bring_words(words: Words, names: tuple[str, ...]) -> str:
    """What stands behind the title in a note that needs words of these names; nothing if they are the English ones."""
    own: Mapping[str, str] = {name: words[name] for name in names}
    english = choose_words("en")
    if all(text == english[name] for name, text in own.items()):
        return ""
    attributes = "".join([f' data-{name}="{escaped_for_anki(text)}"' for name, text in own.items()])
    return f'<span class="words" lang="{words.tag}"{attributes}></span>'


def lang_of(words: Words, language: str) -> str:
    """The attribute that a word needs in a text of the book, whose ``language`` is another where it has no words."""
    return "" if primary_tag(words.tag) == primary_tag(language) else f' lang="{words.tag}"'


def say_retired(words: Words) -> str:
    """The notice on a question that is no longer asked."""
    notice = escaped_for_anki(words["card_retired"])
    return notice if words.tag == "en" else f'<span lang="{words.tag}">{notice}</span>'
