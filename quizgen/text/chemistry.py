r"""The text of `\ce{…}`, in the notation of mhchem → TeX without that extension, for paper.

Grammar: https://mhchem.github.io/MathJax-mhchem/. On cards Anki's MathJax reads it by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Translated:
    """TeX, and the names of the constructs that could not be translated."""

    tex: str
    unknown: tuple[str, ...] = ()


_CALL = re.compile(r"\\ce\s*(?=\{)")

_ARROWS = {
    "<=>>": r"\rightleftharpoons",
    "<<=>": r"\rightleftharpoons",
    "<-->": r"\leftrightarrows",
    "<->": r"\leftrightarrow",
    "<=>": r"\rightleftharpoons",
    "->": r"\longrightarrow",
    "<-": r"\longleftarrow",
    "→": r"\longrightarrow",
    "⟶": r"\longrightarrow",
    "⇌": r"\rightleftharpoons",
}

_ARROW = re.compile("|".join(re.escape(sign) for sign in sorted(_ARROWS, key=len, reverse=True)))
_LETTERS = re.compile(r"[^\W\d_]+")
_AMOUNT = re.compile(r"(?P<number>\d+[nmxk](?=\s)|\d+(?:[.,]\d+)?(?:/\d+)?|\(\d+/\d+\)|\d*[½⅓⅔¼¾])\s*")
_DIGITS = re.compile(r"\d+")
_STATE = re.compile(r"\((?:aq|s|l|g|cr|am|ads|sln)\)")
_SPACES = re.compile(r"\s+")
_ALONE = re.compile(r"(\(v\)|v|\(\^\)|\^)(?=\s|$)")
_OPERATOR = re.compile(r"([+=*.·]|-(?!>))\s+")
_CHARGE = re.compile(r"\d*[+-]+|[+-]\d+")
_SIGNS = re.compile(r"[+-]+")
_ENDS_PART = re.compile(r"[+-]+(?=$|[\s)\]},(]|_)")
_SCRIPT_BEFORE = re.compile(r"[_^](?:\{[^{}]*\}|[+-]?\w+)$")
_SCRIPT = re.compile(r"[_^]\s*(?=\{)|[_^](?P<plain>[+-]?\d+(?:[.,]\d+)?[+-]?|[+-]+|[.•*]-?|[IVX]+|[^\W\d_])")
_IN_SCRIPT = re.compile(r"\\[A-Za-z]+|[^\W\d_]+|[.•*]|.")
_BOTH = ("_", "^")
_COMMAND = re.compile(r"\\[A-Za-z]+|\\[,;:! ]")
_GREEK = """
    alpha beta gamma delta epsilon varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi
    psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega
    """
_KEPT = frozenset(f"\\{name}" for name in (*_GREEK.split(), "cdot", "bullet", "circ", "degree", "quad", "infty")) | {
    r"\,", r"\;", r"\:", r"\!", r"\ ",
}  # fmt: skip
_BONDS = {"-": r"\text{−}", "=": r"\text{=}", "#": r"\text{≡}"}
"""As text: operators would have space on both sides."""
_BOND = re.compile(r"\\bond\{(?P<sign>[^}]*)\}")
_BONDS_BY_NAME = {
    **_BONDS,
    **dict(zip("123", _BONDS.values(), strict=True)),
    "...": r"\text{···}",
    "....": r"\text{····}",
}
_LABEL = re.compile(r"[TC]?(?=\[)")
"""Before the label of an arrow, as in `->T[heat]`, a letter may say whether it is a text or a formula."""
_UP_OR_DOWN = re.compile(r"\((?:v|\^)\)")
_GIVEN_FRACTION = re.compile(r"\\[dt]?frac\{[^{}]*\}\{[^{}]*\}")
_TEXT = re.compile(r"\\(?:text|mathrm)(?=\{)")
_FRACTION = re.compile(r"\(?(\d+)/(\d+)\)?")


def translate_chemistry(tex: str) -> Translated:
    r"""Translate each `\ce{…}` of a formula; `\pu{…}` and what mhchem has beyond formulas and reactions is unknown."""
    if "\\" not in tex:
        return Translated(tex)
    pieces, unknown, end = [], [], 0
    for found in _CALL.finditer(tex):
        if found.start() < end:
            continue
        inside = braced(tex, found.end())
        if inside is None:
            return Translated(tex, (r"\ce",))
        reader = _Reader(inside.replace("−", "-"))
        pieces += [tex[end : found.start()], "{", *reader.read(), "}"]
        unknown += reader.unknown
        end = found.end() + len(inside) + 2
    return Translated("".join([*pieces, tex[end:]]), tuple(dict.fromkeys(unknown)))


def braced(tex: str, at: int) -> str | None:
    """What stands between the brace at an offset and the one that closes it; None if none does."""
    depth = 0
    for place in range(at, len(tex)):
        sign = tex[place]
        if sign in "{}" and (place == 0 or tex[place - 1] != "\\"):
            depth += 1 if sign == "{" else -1
            if not depth:
                return tex[at + 1 : place]
    return None


@dataclass(slots=True)
class _Reader:
    r"""One pass over the text of a `\ce`.

    ``has_base`` tells whether a script would belong to what stands before, ``scripts`` which ones that has already.
    """

    text: str
    unknown: list[str] = field(default_factory=list)
    at: int = 0
    has_base: bool = False
    scripts: set[str] = field(default_factory=set)

    def read(self) -> Iterator[str]:
        while self.at < len(self.text):
            yield self._next()

    def _next(self) -> str:
        text, at = self.text, self.at
        sign = text[at]
        if sign.isspace():
            return self._after_space()
        if found := _ARROW.match(text, at):
            self.at = found.end()
            return self._arrow(_ARROWS[found[0]])
        if found := _SCRIPT.match(text, at):
            return self._script(found)
        if sign == "\\":
            return self._command()
        if sign == "{":
            return self._group()
        if (found := _AMOUNT.match(text, at)) and not self.has_base:
            self.at = found.end()
            return f"{_amount(found['number'])}\\,"
        if found := _DIGITS.match(text, at):
            self.at = found.end()
            return self._attached("_", found[0])
        if found := _UP_OR_DOWN.match(text, at):
            self.at, self.has_base = found.end(), False
            return r"\,\downarrow " if "v" in found[0] else r"\,\uparrow "
        if found := _STATE.match(text, at):
            self.at, self.has_base = found.end(), False
            return f"\\,\\text{{{found[0]}}}"
        if found := _LETTERS.match(text, at):
            return self._letters(found[0])
        if sign in "+-" and self._is_charge():
            return self._charge()
        self.at += 1
        return self._sign(sign)

    def _letters(self, letters: str) -> str:
        self.at += len(letters)
        begins_part = self.at == len(letters) or self.text[self.at - 2].isspace()
        is_amount = begins_part and letters in ("n", "m", "x", "k") and self.text[self.at : self.at + 1] == " "
        self._put_base(not is_amount)
        if is_amount:
            self.at = len(self.text) - len(self.text[self.at :].lstrip())
        return f"{letters}\\," if is_amount else f"\\text{{{letters}}}"

    def _after_space(self) -> str:
        r"""What a space begins: an operator (`A + B`), a precipitate or a gas (`BaSO4 v`, `H2 ^`), or the next part."""
        found = _SPACES.match(self.text, self.at)
        assert found
        self.at, self.has_base = found.end(), False
        if alone := _ALONE.match(self.text, self.at):
            self.at = alone.end()
            return r"\,\downarrow " if "v" in alone[0] else r"\,\uparrow "
        if operator := _OPERATOR.match(self.text, self.at):
            self.at = operator.end()
            return r"\cdot " if operator[1] in "*.·" else f" {operator[1]} "
        is_between = found.start() and self.at < len(self.text) and not _ARROW.match(self.text, self.at)
        return r"\;" if is_between else ""

    def _arrow(self, arrow: str) -> str:
        labels: list[str] = []
        while len(labels) < 2 and (before := _LABEL.match(self.text, self.at)):
            self.at = before.end()
            end = self._closing_bracket()
            if end is None:
                break
            labels.append("".join(self._inner(self.text[self.at + 1 : end])))
            self.at = end + 1
        self.has_base = False
        if found := _SPACES.match(self.text, self.at):
            self.at = found.end()
        for place, label in zip(("over", "under"), labels, strict=False):
            arrow = f"\\{place}set{{\\,{label}\\,}}{{{arrow}}}" if label else arrow
        return f"\\;{arrow}\\;"

    def _closing_bracket(self) -> int | None:
        depth = 0
        for place in range(self.at, len(self.text)):
            depth += {"[": 1, "]": -1}.get(self.text[place], 0)
            if not depth:
                return place
        return None

    def _inner(self, text: str) -> Iterator[str]:
        reader = _Reader(text)
        yield from reader.read()
        self.unknown += reader.unknown

    def _script(self, found: re.Match[str]) -> str:
        sign = found[0][0]
        inside = found["plain"]
        self.at = found.end()
        if inside is None:
            inside = braced(self.text, self.at)
            if inside is None:
                self.unknown.append("{")
                inside = ""
            self.at += len(inside) + 2
        if not self.has_base and not _SCRIPT_BEFORE.search(self.text, 0, found.start()):
            self.scripts = set(_BOTH)
        return self._attached(sign, self._scripted(inside))

    def _attached(self, sign: str, script: str) -> str:
        """A script at what stands before; at nothing if it has one already, or if it belongs to what follows."""
        base = "{}" if sign in self.scripts else ""
        self.scripts = {sign} if base else self.scripts | {sign}
        if _CHARGE.fullmatch(script):  # as text: an operator would have space on both sides
            script = f"\\text{{{script.replace('-', '−')}}}"
        return f"{base}{sign}{{{script}}}"

    def _put_base(self, is_base: bool) -> None:
        self.has_base = is_base
        self.scripts = set()

    def _scripted(self, inside: str) -> str:
        """The text of a script: words upright, single letters as variables, a dot as that of a radical."""
        if inside.startswith("$") and inside.endswith("$"):
            return inside.strip("$")
        if _STATE.fullmatch(inside):
            return f"\\text{{{inside}}}"
        pieces = []
        for found in _IN_SCRIPT.finditer(inside):
            piece = found[0]
            if piece.startswith("\\"):
                if piece not in _KEPT:
                    self.unknown.append(piece)
                pieces.append(f"{piece} ")
            elif piece in ".•" and not re.search(r"\d$", inside[: found.start()]):
                pieces.append(r"\bullet ")
            elif piece[0].isalpha():
                pieces.append(piece if len(piece) == 1 and piece.islower() else f"\\text{{{piece}}}")
            else:
                pieces.append(piece)
        return "".join(pieces)

    def _command(self) -> str:
        if (bond := _BOND.match(self.text, self.at)) and bond["sign"] in _BONDS_BY_NAME:
            self.at = bond.end()
            return _BONDS_BY_NAME[bond["sign"]]
        if found := _TEXT.match(self.text, self.at):
            inside = braced(self.text, found.end()) or ""
            self.at = found.end() + len(inside) + 2
            self._put_base(True)
            return f"\\text{{{inside}}}"
        if found := _GIVEN_FRACTION.match(self.text, self.at):
            self.at = found.end()
            return f"{found[0]}\\,"
        found = _COMMAND.match(self.text, self.at)
        if found is None:
            self.at += 2
            return self.text[self.at - 2 : self.at]
        self.at = found.end()
        if found[0] not in _KEPT:
            self.unknown.append(found[0])
        self._put_base(found[0][1:] in _GREEK.split())
        return f"{found[0]} "

    def _group(self) -> str:
        inside = braced(self.text, self.at)
        if inside is None:
            self.at += 1
            self.unknown.append("{")
            return ""
        self.at += len(inside) + 2
        self._put_base(bool(inside))
        return f"\\text{{{inside}}}" if inside.strip() and "\\" not in inside else f"{{{''.join(self._inner(inside))}}}"

    def _is_charge(self) -> bool:
        """Whether a plus or minus ends its part: `Na+`, `OH-`, `[AgCl2]-`, and not `C-C`."""
        return self.has_base and _ENDS_PART.match(self.text, self.at) is not None

    def _charge(self) -> str:
        found = _SIGNS.match(self.text, self.at)
        assert found
        self.at = found.end()
        return self._attached("^", found[0])

    def _sign(self, sign: str) -> str:
        if sign in _BONDS and self.has_base:
            self.has_base = False
            return _BONDS[sign]
        if sign in "*.·":
            self.has_base = False
            return r"\cdot "
        self._put_base(sign in ")]")
        if sign in "()[],;:/+-=|'":
            return f"\\text{{{sign}}}" if sign in "()[]" else sign
        if sign not in "•…°":
            self.unknown.append(sign)
        return sign


def _amount(number: str) -> str:
    found = _FRACTION.fullmatch(number)
    return f"\\tfrac{{{found[1]}}}{{{found[2]}}}" if found else number
