"""How words look that stand within a tag of HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Look:
    """How a run of words looks."""

    bold: bool = False
    italic: bool = False
    code: bool = False
    marked: bool = False
    raised: str = ""
    right_to_left: bool = False
    language: str = ""
    link: str = ""


LOOKS: Mapping[str, Mapping[str, Any]] = {
    "strong": {"bold": True},
    "b": {"bold": True},
    "th": {"bold": True},
    "em": {"italic": True},
    "i": {"italic": True},
    "mark": {"marked": True},
    "sup": {"raised": "superscript"},
    "sub": {"raised": "subscript"},
    "code": {"code": True, "right_to_left": False},
}
