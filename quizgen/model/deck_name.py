"""A deck's name as Anki reads it: parts between ``::``, and what it makes of signs that a part cannot have; tags.

Tried with 2.1.66 to 26.09.3 (rslib, ``decks/name.rs``): an empty part becomes `blank`, blanks and colons at a part's
ends and control characters are dropped, names are compared without regard to case, and up to 23.12 straight quotation
marks are dropped too.
"""

from __future__ import annotations

import re
import unicodedata

SEPARATOR = "::"
MAX_PART = 120
"""In characters. Anki has no limit; a list of decks on a phone shows some 40."""

_CHAPTER, _WHOLE_BOOK = "chapter::", "whole-book"
_BETWEEN = re.compile(r"[\s\"]+")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200b\u2060\ufeff]")
_MARKS = re.compile("[\"'\u2018-\u201f\u00ab\u00bb\u2039\u203a]")


def tidy_name(name: str) -> str:
    """The name in Unicode's composed form, without blanks around its parts, as Anki would keep it."""
    composed = unicodedata.normalize("NFC", name)
    return SEPARATOR.join(part.strip() for part in composed.split(SEPARATOR))


def name_key(name: str) -> str:
    """The same for two names that Anki takes for one deck, or that differ in quotation marks alone."""
    return _MARKS.sub("", unicodedata.normalize("NFC", name)).casefold()


def as_part(title: str) -> str:
    """A title as one part of a deck's name."""
    seen = _UNSEEN.sub("", " ".join(unicodedata.normalize("NFC", title).split()))
    part = seen.replace('"', "").replace(SEPARATOR, ": ").strip(": ")
    return part if len(part) <= MAX_PART else part[: MAX_PART - 1].rstrip() + "…"


def chapter_tag(key: str | None) -> str:
    """The tag of a chapter's notes; None for those on the whole book."""
    return f"{_CHAPTER}{_WHOLE_BOOK if key is None else _BETWEEN.sub('-', key)}"


def chapter_of_tag(tag: str) -> str | None:
    """The key of the chapter that a tag names, "" for the whole book; None if it names no chapter."""
    key = tag.removeprefix(_CHAPTER)
    return None if key == tag else "" if key == _WHOLE_BOOK else key


def explain_name(name: str) -> str:
    """Why a tidy name cannot be that of a deck, with the way out; empty if it can."""
    parts = name.split(SEPARATOR)
    if _UNSEEN.search(name):
        return "the name has a character that cannot be seen: write it anew"
    if not all(part.strip(":") for part in parts):
        return "there is nothing before, behind or between its `::`, which Anki would fill with `blank`: name each part"
    if any(part != part.strip(": ") for part in parts):
        return "a part begins or ends with a colon, which Anki drops: leave it out (`::` alone separates subdecks)"
    if '"' in name:
        return "straight quotation marks are dropped by Anki up to 23.12: take “these” or none"
    if name_key(parts[0]) == "default":
        return "Anki has a deck `Default` of its own: take another name"
    if any(len(part) > MAX_PART for part in parts):
        return f"a part has more than {MAX_PART} signs, which no list of decks shows: shorten it"
    return ""
