"""A person's name → the part of it by which people look the person up."""

from __future__ import annotations

import re

_AFTER_NAME = re.compile(r"[,(;]|\s+(?:the|[IVX]+|\d+|Jr|Sr)\b")
_JOINED = re.compile(r"(\w+)\s+(?:and|und|et|y|e|&)\s+\w+")
_FAMILY_FIRST = re.compile(r"(\w+)\s+\w+[-‐‑][a-z]+")  # Chiang Kai-shek


def before_titles(person: str) -> str:
    """The name before a comma, a bracket, “the” or a number; of two persons the first, and a family name that leads."""
    name = _AFTER_NAME.split(person, maxsplit=1)[0].strip() or person
    first = _JOINED.fullmatch(name) or _FAMILY_FIRST.fullmatch(name)
    return first[1] if first else name
