"""Checks that Markdown takes no characters away that are meant to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from quizgen.checks.check import Check
from quizgen.checks.subject import Subject
from quizgen.kinds.formulas import MARKED, mark_deletions
from quizgen.kinds.response import Fill
from quizgen.model.diagnostics import Finding, Fix, Mending, Replace, Severity
from quizgen.text.markdown import make_parser

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token


class Eaten(NamedTuple):
    """What is written, what of it is not printed as it stands, and the signs that a backslash would keep."""

    written: str
    lost: str
    signs: str


def eaten_characters(subject: Subject) -> Iterator[Finding]:
    r"""Markdown's signs stand where emphasis, a list, a link or an escape is meant, and nowhere else.

    `2*3*4` prints as 234 with an italic 3, `__init__` as a bold init, `C:\*` without its backslash, and a prompt that
    begins with `1918.` or `#` as an item of a list or a heading. A backslash before a sign prints the sign, and all
    between backticks prints as it is written, which is right for code. Emphasis is taken as meant unless it stands
    between digits, operators or brackets, begins inside a word of one letter, or encloses a program's name. What reads
    as emphasis and might be multiplication, such as `*p* q`, it cannot see.

    Bad:
        kind: short
        prompt: "What does Python call on a new object after __new__?"
        answer: "the lens"
    Good:
        kind: short
        prompt: "What does Python call on a new object after `__new__`?"
        answer: "the lens"
    """
    cloze = subject.response if isinstance(subject.response, Fill) else None
    for route, written in subject.texts:
        if _SPECIAL.search(written) is None:
            continue
        text = mark_deletions(cloze) if cloze and route == ("text",) else written
        is_block = len(route) == 1 and route[0] in _BLOCKS
        found = tuple(dict.fromkeys(find_eaten(text, is_block=is_block)))
        for each in found[:1]:
            fixed = _TEX.sub(
                _as_formula, _escaped(text, "".join(sorted({sign for one in found for sign in one.signs})))
            )
            is_kept = fixed != text and not tuple(find_eaten(fixed, is_block=is_block)) and not cloze
            fixes = (Fix("Write it so that all is printed", (Replace(route, fixed),)),) if is_kept else ()
            shown, kept = (MARKED.sub("…", one) for one in (each.written, _kept(each)))
            yield Finding(route, f"in `{shown}`, {each.lost}", _hint(kept), fixes)


def _kept(each: Eaten) -> str:
    """How to write it so that all is printed; empty if a backslash does not do."""
    return _escaped(each.written, each.signs) if each.signs else ""


def _hint(kept: str) -> str:
    if not kept:
        return "Code stands between backticks, a formula between dollar signs: `$x^2$`."
    twice = " (in double quotes with each backslash twice)" if "\\" in kept else ""
    return f"Write `{kept}`{twice}; or put it between backticks, if it is code."


def _as_formula(found: re.Match[str]) -> str:
    return f"${(found[1] or found[2]).strip()}$"


_TEX = re.compile(r"(?<!\\)(?:\\\((.+?)\\\)|\\\[(?=[^\]]*[\^_={}\\])(.+?)\\\])")
"""A formula between the signs that MathJax has by default."""

_SPECIAL = re.compile(r"[*_\\&<\]]|^\s*(?:[-+>#=~]|\d+[.)])", re.MULTILINE)

_BLOCKS = frozenset({"prompt", "explanation", "definition", "text", "instead"})
"""The fields that are printed as paragraphs, where lists, headings and quotations begin."""


def find_eaten(text: str, *, is_block: bool) -> Iterator[Eaten]:
    """What of a text Markdown takes, and its writer hardly gave; most telling first."""
    env: dict[str, Any] = {}
    parser = _parser()
    tokens = parser.parse(text, env)
    if is_block:
        yield from _eaten_blocks(tokens, text, env)
    for line in tokens if is_block or "\n" in text else parser.parseInline(text, {}):
        if line.type == "inline":
            yield from _eaten_emphasis(line.children or ())
            yield from _eaten_links(line.children or ())
            yield from _eaten_escapes(line.children or (), text)


@cache
def _parser() -> MarkdownIt:
    # Escapes stay apart from the text around them, so that they can be told.
    return make_parser().disable("text_join")


def _eaten_blocks(tokens: Sequence[Token], text: str, env: dict[str, Any]) -> Iterator[Eaten]:
    """A heading, a list of one item, a lone quotation or a rule that a text in plain words happens to begin."""
    lines = text.split("\n")
    items = sum(token.type == "list_item_open" for token in tokens)
    for token in tokens:
        line = lines[token.map[0]].strip() if token.map and token.map[0] < len(lines) else ""
        start = MARKED.sub("…", line[:24])
        match token.type:
            case "heading_open" if token.markup[0] == "#":
                yield Eaten(start, "`#` is taken for the beginning of a heading", "#")
            case "heading_open":
                rule = lines[token.map[1] - 1].strip() if token.map else ""
                yield Eaten(rule, "all is taken for the rule under a heading", token.markup[0])
            case "hr":
                yield Eaten(line, "all is taken for a rule across the page", line[:1])
            case "fence" if not token.content.strip():
                yield Eaten(line, "all is taken for the beginning of a block of code", line[:1])
            case "blockquote_open" if text.startswith(line) and re.match(r">\s*(?:[\d=]|\S(?:\s|$))", line):
                yield Eaten(start, "`>` is taken for the beginning of a quotation", ">")
            case "bullet_list_open" if items == 1:
                yield Eaten(start, f"`{token.markup}` is taken for the mark of a list", token.markup)
            case "ordered_list_open" if items == 1:
                yield Eaten(start, "the number is taken for that of a list", token.markup)
            case _:
                pass
    for label, reference in env.get("references", {}).items():
        if not _is_address(str(reference["href"])):
            yield Eaten(f"[{label.lower()}]:", "all is taken for the address of a link, and not printed", "[")


_OPERAND_BEFORE = re.compile(r"[^\W\u00b2\u00b3\u00b9\u2070-\u209c]$|[)\]}]$")
_OPERAND_AFTER = re.compile(r"^[^\W\u00b2\u00b3\u00b9\u2070-\u209c]|^[(\[{]")
"""Raised and lowered digits are none: `*a*²` is a variable in italics."""

_WORD_BEFORE = re.compile(r"\w+$")
_WORD_AFTER = re.compile(r"^\w+")
_TYPE_BEFORE = re.compile(r"\b(?:char|int|float|double|void|long|short|unsigned|const|FILE|\w+_t)\s?$")
_NAMES = frozenset(
    name.strip("_")
    for owner in (object, int, float, str, list, dict, set, type, Exception, type(re), type(re.sub))
    for name in dir(owner)
    if name.startswith("__")
) | frozenset(
    """
    main all file path version author future builtins slots match_args missing enter exit aenter aexit await aiter anext
    call del delete get set set_name post_init import debug FILE LINE DATE TIME func FUNCTION CLASS DIR METHOD construct
    destruct toString invoke proto next
    """.split()  # noqa: SIM905 (a list of so many names is no easier to read)
)
"""What stands between double underscores in Python, C, PHP and JavaScript."""

_ALSO_WORDS = frozenset(
    """
    abs add all and author await bool call class construct debug del delete destruct dict dir doc enter exit file float
    format func future get hash import index int invert invoke main missing mod module name new next or path pos reduce
    round set slots sub type version FILE LINE DATE TIME CLASS DIR METHOD FUNCTION
    """.split()  # noqa: SIM905 (as above)
)
"""Those that someone may print in bold as well."""

_CODE_TALK = re.compile(
    r"\b(?:Python|PHP|JavaScript|C|dunder|method|class|module|function|constructor|attribute|instance|interpreter|macro"
    r"|variable|import|Methode|Klasse|Modul|Funktion|méthode|classe|fonction|método|clase|función)(?:e?s|n)?\b"
)


def _eaten_emphasis(tokens: Sequence[Token]) -> Iterator[Eaten]:
    """Emphasis beside digits, operators or brackets, or of a program's name."""
    for at, token in enumerate(tokens):
        if token.type not in ("em_open", "strong_open"):
            continue
        end = _closing(tokens, at)
        before, inside, after = _text(tokens[:at]), _text(tokens[at + 1 : end]), _text(tokens[end + 1 :])
        sign = token.markup
        if sign[0] == "_":
            is_eaten = _is_identifier(before, inside, after, is_double=sign == "__")
        else:
            is_eaten = _is_operation(before, inside, after)
        if is_eaten:
            around = f"{before[-12:].split(' ')[-1]}{sign}{inside}{sign}{after[:12].split(' ')[0]}"
            yield Eaten(around, f"`{sign}` is taken for emphasis and not printed", sign[0])


def _closing(tokens: Sequence[Token], at: int) -> int:
    closes = tokens[at].type.replace("open", "close")
    level = tokens[at].level
    return next(end for end in range(at + 1, len(tokens)) if tokens[end].type == closes and tokens[end].level == level)


def _text(tokens: Sequence[Token]) -> str:
    """The source of a part of a line, all but exactly."""
    return "".join(
        token.markup if token.type in ("text_special", "em_open", "em_close", "strong_open", "strong_close")
        else "\n" if token.type in ("softbreak", "hardbreak")
        else token.content
        for token in tokens
    )  # fmt: skip


def _is_identifier(before: str, inside: str, after: str, *, is_double: bool) -> bool:
    if not re.fullmatch(r"\w+", inside):
        return False
    is_called = re.search(r"\w\.$", before) is not None or re.match(r"[(\[]|\.\w|\s*[=!]=", after) is not None
    if is_called or not is_double or inside not in _NAMES:
        return is_called
    return inside not in _ALSO_WORDS or not before + after or _CODE_TALK.search(before + after) is not None


def _is_operation(before: str, inside: str, after: str) -> bool:
    """Whether a star is an operator, a pointer, a wildcard or the star of a regular expression."""
    is_joined_before = _OPERAND_BEFORE.search(before) is not None
    is_joined_after = _OPERAND_AFTER.search(after) is not None
    if _brackets(inside) or (before.endswith("/") and after.startswith("/")):
        return True
    if _TYPE_BEFORE.search(before) or re.match(r"\.\w", inside):
        return True
    if not (is_joined_before or is_joined_after):
        return False
    if not is_joined_after and before[-1:].isdigit() and inside.isalpha():
        return False  # a variable in italics behind its coefficient: `3*a* + 2*b*`
    if not is_joined_before and after[:1] in "([{" and inside.isalpha():
        return False  # a function or a factor in italics: `*f*(*x*)`
    beside = (before[-1:] if is_joined_before else "") + (after[:1] if is_joined_after else "")
    if re.search(r"[\d)\]}(\[{]", beside):
        return True
    if is_joined_before and is_joined_after and re.search(r"[\s+\-/=<>^,;()\d]", inside):
        return True
    words = (_WORD_BEFORE.search(before), _WORD_AFTER.search(after))
    lengths = [len(found[0]) for found in words if found]
    return bool(lengths) and max(lengths) == len(inside) == 1


def _brackets(inside: str) -> bool:
    """Whether a bracket inside has its other outside: `COUNT(*), SUM(*)`."""
    depth = 0
    for sign in inside:
        depth += (sign in "([{") - (sign in ")]}")
        if depth < 0:
            return True
    return depth > 0


def _eaten_links(tokens: Sequence[Token]) -> Iterator[Eaten]:
    for at, token in enumerate(tokens):
        if token.type != "link_open":
            continue
        address = str(token.attrs["href"])
        words = _text(tokens[at + 1 : at + 2])
        if token.info == "auto":
            if not re.match(r"(?:https?|ftp|mailto|doi|tel):", address, re.IGNORECASE):
                yield Eaten(f"<{words}>", "the angle brackets are taken for those of an address", "<")
        elif not _is_address(address):
            yield Eaten(f"[{words}]({address})", "the part in round brackets is taken for the address of a link", "[")


def _is_address(address: str) -> bool:
    return re.search(r"^[a-z][a-z0-9+.-]+:|^www\.|^#|/|\.\w{2,}", address, re.IGNORECASE) is not None


_NEVER_NEEDED = frozenset(",;?^/")
"""Signs that mean nothing in Markdown, and something in TeX or in a pattern when a backslash stands before them."""

_PATTERN = re.compile(r"\\[dwsbDWSB](?![A-Za-z])|\[\^|\(\?")
_PATH = re.compile(r"\b[A-Za-z]:$")
_ENTITY_TALK = re.compile(r"\b(?:HTML|XML|entit(?:y|ies)|entität|entité|entidad|escape[sd]?)\b", re.IGNORECASE)


def _eaten_escapes(tokens: Sequence[Token], text: str) -> Iterator[Eaten]:
    """Backslashes of paths, patterns and TeX, and entities that a text is about."""
    is_pattern = _PATTERN.search(text) is not None
    is_about_entities = _ENTITY_TALK.search(text) is not None
    for at, token in enumerate(tokens):
        if token.type == "text_special" and token.info == "escape" and token.content != token.markup:
            before = _text(tokens[:at])
            sign = token.content
            if sign == "(" or (sign == "[" and _is_tex(tokens, at)):
                closing = {"(": ")", "[": "]"}[sign]
                yield Eaten(f"\\{sign}…\\{closing}", "the backslashes are not printed; a formula is written `$…$`", "")
            elif sign in _NEVER_NEEDED or (sign != "\\" and (is_pattern or _PATH.search(before))):
                yield Eaten(f"{before.split(' ')[-1][-12:]}\\{sign}", "the backslash is not printed", "\\")
            elif sign == "\\" and re.search(r"(?:^|\s)$", before) and re.match(r"\w+(?:\\|$)", _text(tokens[at + 1 :])):
                yield Eaten("\\\\", "one of the two backslashes is not printed", "")
        elif token.type == "text_special" and token.info == "entity" and is_about_entities:
            yield Eaten(token.markup, f"`{token.content}` is printed", "&")
        elif token.type == "hardbreak" and at and re.search(r"[A-Za-z]:\\.*$", _text(tokens[:at])):
            yield Eaten("\\", "the backslash at the end of the line is not printed", "")


def _is_tex(tokens: Sequence[Token], at: int) -> bool:
    inside = _text(tokens[at + 1 :]).partition("\\]")[0]
    return re.search(r"[\^_={}]|\\[a-z]{2,}", inside) is not None


_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~")

_KEPT_AS_IT_IS = re.compile(r"`+[^`]*`+|\$[^$]*\$|\\.", re.DOTALL)


def _escaped(text: str, signs: str) -> str:
    """The text with a backslash before each of these signs outside of code and formulas."""
    if not signs:
        return text
    pieces, end = [], 0
    for found in _KEPT_AS_IT_IS.finditer(text):
        own = found[0]
        is_lost_backslash = "\\" in signs and own[0] == "\\" and own[1] in _ESCAPABLE
        pieces += [_with_backslashes(text[end : found.start()], signs), f"\\{own}" if is_lost_backslash else own]
        end = found.end()
    return "".join([*pieces, _with_backslashes(text[end:], signs)])


def _with_backslashes(text: str, signs: str) -> str:
    leading = [sign for sign in signs if sign in "#>-+.)=~"]
    for sign in leading:
        place = r"^(\s*\d+)" if sign in ".)" else r"^(\s*)"
        text = re.sub(rf"{place}{re.escape(sign)}", rf"\1\\{sign}", text, count=1, flags=re.MULTILINE)
    others = "".join(sign for sign in signs if sign not in "#>-+.)=~\\")
    return re.sub(f"([{re.escape(others)}])", r"\\\1", text) if others else text


CHECKS = (Check(eaten_characters, Severity.WARNING, mending=Mending.OFFERED),)
