"""TeX → MathML, which browsers show and print without a script, and the commands that could not be set."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from quizgen.text.chemistry import translate_chemistry

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


@dataclass(frozen=True, slots=True)
class MathML:
    """MathML, or None if the converter refuses the TeX; ``unknown`` names what would be printed by its name or lost."""

    html: str | None
    unknown: tuple[str, ...] = ()


_NAMESPACE = "{http://www.w3.org/1998/Math/MathML}"


@lru_cache(maxsize=4_096)
def to_mathml(tex: str, *, is_display: bool) -> MathML:
    """Convert a formula; it has to be free of refused commands (`kinds/formulas.py`), which may never end."""
    from xml.etree import ElementTree

    from latex2mathml.converter import convert

    if not _is_balanced(tex):  # which the converter overlooks
        return MathML(None)
    try:
        chemistry = translate_chemistry(tex)
        written = convert(_in_known_words(chemistry.tex), display="block" if is_display else "inline")
        element = ElementTree.fromstring(written)  # noqa: S314 (no entities can be declared in what the converter writes)
    except Exception:  # the converter raises many types for invalid TeX
        return MathML(None)
    if not all(each.tag.startswith(_NAMESPACE) and not _has_handlers(each.keys()) for each in element.iter()):
        return MathML(None)
    for each in element.iter():
        each.tag = each.tag.removeprefix(_NAMESPACE)
        _write_letters(each)
    for each in element.iter():
        _write_signs(each)
    unknown = (*chemistry.unknown, *_unknown_environments(tex), *_unknown_commands(element), *_NOT_DRAWN.findall(tex))
    return MathML(ElementTree.tostring(element, encoding="unicode"), tuple(sorted(set(unknown), key=tex.find)))


def _is_balanced(tex: str) -> bool:
    depth = 0
    for brace in re.findall(r"[{}]", re.sub(r"\\.", "", tex, flags=re.DOTALL)):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([A-Za-z]+\*?)\}")
_ARGUMENT = re.compile(r"(\\begin\s*\{(?:alignat\*?|alignedat|aligned|gathered)\})\s*(?:\[[tbc]\])?(?:\s*\{\d+\})?")
"""Where such an environment stands, and how many columns it has, which no row has to be told."""

_ENVIRONMENTS = {
    **dict.fromkeys(("align", "aligned", "alignat", "alignat*", "alignedat", "flalign", "flalign*"), "align*"),
    **dict.fromkeys(("gather", "gather*", "gathered", "multline", "multline*"), "displaylines"),
    **dict.fromkeys(("dcases", "dcases*", "cases*"), "cases"),
    **dict.fromkeys(("equation", "equation*"), ""),
}
"""Environments that the converter numbers or does not know, and those that look like them; ``""`` is their content."""

_WITHOUT_EFFECT = re.compile(r"\\(?:nonumber|notag)(?![A-Za-z])|\\label\s*\{[^{}]*\}")
_LINE_SPACING = re.compile(r"(?<!\\)\\\\\s*\[\s*-?[\d.]+\s*[a-z]{2}\s*\]")
_ONE_UPRIGHT = re.compile(r"\\math(?:rm|up|normal)\s*\{([A-Za-z])\}")
"""The converter makes a plain letter of it, which browsers set in italics."""


def _in_known_words(tex: str) -> str:
    r"""The same formula in commands that the converter knows; nothing is numbered unless by `\tag`."""
    if "\\" not in tex:
        return tex
    tex = _ONE_UPRIGHT.sub(r"\\text{\1}", _LINE_SPACING.sub(r"\\\\ ", _WITHOUT_EFFECT.sub("", tex)))
    return _ENVIRONMENT.sub(_in_known_environment, _ARGUMENT.sub(r"\1", tex))


def _in_known_environment(found: re.Match[str]) -> str:
    known = _ENVIRONMENTS.get(found[2], found[2])
    return f"\\{found[1]}{{{known}}}" if known else ""


_COMMAND = re.compile(r"\\[A-Za-z]+\*?")


def _unknown_commands(element: Element) -> Iterator[str]:
    """The converter writes the name of a command that it does not know."""
    for each in element.iter():
        if each.tag != "mtext" and each.text:
            yield from _COMMAND.findall(each.text)


_NOT_DRAWN = re.compile(r"\\(?:[bx]?cancel|enclose)(?![A-Za-z])")
"""Lines through a formula, for which MathML Core (https://www.w3.org/TR/mathml-core/), as in Chromium, has nothing."""


def _write_letters(element: Element) -> None:
    """Write the letter of a font itself, as `𝐱`: MathML Core knows no ``mathvariant`` but that of upright letters."""
    variant = element.get("mathvariant", "normal")
    if variant == "normal" or element.tag != "mi" or len(element.text or "") != 1:
        return
    size = "CAPITAL" if element.text and element.text.isupper() else "SMALL"
    for prefix in ("MATHEMATICAL ", ""):
        for style in (variant.upper().replace("-", " "), _STYLES.get(variant, "")):
            with suppress(KeyError):
                element.text = unicodedata.lookup(f"{prefix}{style} {size} {(element.text or '').upper()}")
                del element.attrib["mathvariant"]
                return


def _write_signs(row: Element) -> None:
    """Write a sign behind another operator, as in `= -9`, close to its number; browsers do so at a row's beginning."""
    for before, each in pairwise(row):
        if each.tag == before.tag == "mo" and each.text in _SIGNS and before.text and before.text[-1] not in _CLOSING:
            each.set("form", "prefix")


_SIGNS = frozenset("-−+±∓")
_CLOSING = frozenset(")]}|‖⟩!′")

_STYLES = {"double-struck": "DOUBLE-STRUCK", "sans-serif": "SANS-SERIF", "fraktur": "BLACK-LETTER"}
"""Names of styles in Unicode that are not those of MathML."""


def _unknown_environments(tex: str) -> Iterator[str]:
    """The converter leaves the lines of an unknown environment in one row."""
    from latex2mathml.commands import MATRICES

    for which, name in _ENVIRONMENT.findall(tex):
        if which == "begin" and name not in _ENVIRONMENTS and f"\\{name}" not in MATRICES:
            yield f"\\begin{{{name}}}"


def _has_handlers(attributes: Iterable[str]) -> bool:
    names = [name.rpartition("}")[2].lower() for name in attributes]
    return any(name.startswith("on") or name in _FORBIDDEN_ATTRIBUTES for name in names)


_FORBIDDEN_ATTRIBUTES = frozenset({"action", "actiontype", "altimg", "cdgroup", "class", "href", "id", "src", "style"})
"""Attributes that link to something, or that the page's style or script could act on."""
