"""A text in Markdown → how it looks in print, and whether two texts look the same there, or nearly so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from quizgen.text.markdown import make_parser
from quizgen.text.words import in_letters

if TYPE_CHECKING:
    from markdown_it.token import Token


class Print(NamedTuple):
    """How a text looks.

    ``exact`` is the same for two texts between which a reader sees no difference. ``rough`` is the same also for those
    that differ in what is easily overlooked: capitals of words, a full stop, emphasis, blanks around signs, kinds of
    dashes and quotation marks. Signs, operators, accents, units, code and formulas are never overlooked.
    """

    exact: str
    rough: str

    @property
    def signs(self) -> frozenset[str]:
        """What of it is no plain words: its formulas, its code, and each run of characters with a sign in it."""
        return frozenset(_find_signs(self.rough))


_CODE, _FORMULA, _IMAGE, _END = "\ue010", "\ue011", "\ue012", "\ue013"
_STYLE = "\ue014{}\ue015"
_OWN = re.compile("[\ue010-\ue015]")
_STYLES = re.compile("\ue014[^\ue015]*\ue015")
_ATOM = re.compile(f"([{_CODE}{_FORMULA}{_IMAGE}][^{_END}]*{_END})")
_MAY_BE_MARKUP = re.compile(r"[*_`\[\]&\\\n~$<]|^\s*(?:[-+>#=]|\d+[.)])")


@lru_cache(maxsize=20_000)
def read_print(text: str) -> Print:
    text = _OWN.sub("", text)
    written = "".join(_pieces(_parse(text))) if _MAY_BE_MARKUP.search(text) else text
    exact = "".join(_each_apart(written, _as_seen)).strip()
    return Print(exact, _without_ends("".join(_each_apart(_STYLES.sub("", exact), _roughly))))


def _parse(text: str) -> list[Token]:
    """The tokens as outputs read them: a text of several lines as blocks, another as part of a sentence."""
    parser = make_parser()
    return parser.parse(text) if "\n" in text else parser.parseInline(text)


def _pieces(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield from _pieces(token.children or ())
        elif token.type == "text":
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield "\n"
        elif token.type in ("code_inline", "code_block", "fence"):
            yield f"{_CODE}{token.content.rstrip()}{_END}"
        elif token.type.startswith("math"):
            yield f"{_FORMULA}{_tidy_formula(token.content)}{_END}"
        elif token.type == "image":
            yield f"{_IMAGE}{token.attrs['src']}{_END}"
        elif token.type not in ("paragraph_open", "paragraph_close"):
            yield _STYLE.format(f"{token.tag}{token.nesting}")


_BRACED_SIGN = re.compile(r"(?<=[\^_])\{(\w)\}")


def _tidy_formula(tex: str) -> str:
    """TeX without what does not show: blanks that end no command, and braces around a single character."""
    spaced = re.sub(r"\s+", " ", tex.strip())
    return re.sub(r"(?<!\\) (?![A-Za-z])|(?<![A-Za-z\\]) ", "", _BRACED_SIGN.sub(r"\1", spaced))


def _each_apart(written: str, change: Callable[[str], str]) -> Iterator[str]:
    """The pieces of a text, those that are no code, formula or image changed."""
    return (piece if index % 2 else change(piece) for index, piece in enumerate(_ATOM.split(written)))


_DIRECTIONS = dict.fromkeys("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "")
_LOOK_ALIKE = str.maketrans({"µ": "μ", "'": "’", "ʼ": "’"} | _DIRECTIONS)
_BLANKS = re.compile(r"[^\S\n]+")


def _as_seen(piece: str) -> str:
    """A text with one character for those that look the same; the kinds of blanks do."""
    return _BLANKS.sub(" ", in_letters(unicodedata.normalize("NFC", piece)).replace("\xad", "")).translate(_LOOK_ALIKE)


_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‘’‚‛‹›", "'"))
_SIGN = r"[^\w\s\"'.,;:!?()\[\]{}]"
_TWO_LETTERS = r"[^\W\d_]{2}"
_BESIDE_SIGNS = re.compile(rf"(?<!{_TWO_LETTERS}) (?={_SIGN})|(?<={_SIGN}) (?!{_TWO_LETTERS})")
"""A blank between a sign and a number or symbol, not a word: ``5 %``, ``a + b``."""
_FRACTION = re.compile("(?<!\\d)[¼-¾⅐-⅞]")
_LETTERS = re.compile(r"[^\W\d_]{3,}|^(?:[^\W\d_]{2}|[Aa])(?= .*[^\W\d_]{3})")
"""Words whose capitals do not count; short ones only where they begin a phrase: ``Mm`` is another unit than ``mm``."""


def _roughly(piece: str) -> str:
    folded = piece.translate(_DASHES).translate(_QUOTES).replace("…", "...")
    folded = _FRACTION.sub(lambda found: unicodedata.normalize("NFKC", found[0]).replace("⁄", "/"), folded)
    folded = _BESIDE_SIGNS.sub("", re.sub(r"\s+", " ", folded))
    return _LETTERS.sub(lambda found: _without_capitals(found[0]), folded)


def _without_capitals(word: str) -> str:
    """A word in small letters, unless its capitals are of a symbol or a unit, as in ``kWh``."""
    return word.lower() if word.isupper() or word[1:].islower() else word


_QUOTED = re.compile(r'"([^"]*[^\W\d_]{3}[^"]*)"')


def _without_ends(rough: str) -> str:
    """Without the full stop, comma or quotation marks that close a text, but for one that is nothing else."""
    bare = rough.strip().rstrip(".,;: ") or rough.strip()
    quoted = _QUOTED.fullmatch(bare)
    return quoted[1].rstrip(".,;: ") if quoted else bare


_OUTSIDE = "\"'.,;:!?()"
_SIGNS = frozenset("%‰#@&*\\·′″")
_SIGN_BY_PLACE = re.compile(r"\w[\[(]|(?<![^\W\d_])[-/]|[-/](?![^\W\d_])|(?<!\w)\w[-/]\w(?!\w)")
"""A bracket, hyphen or slash that is no part of a sentence or a word: ``a[0]``, ``-5``, ``x-y``; not ``north-east``."""


def _find_signs(rough: str) -> Iterator[str]:
    for index, piece in enumerate(_ATOM.split(rough)):
        if index % 2:
            yield piece
            continue
        for run in piece.split():
            bare = run.strip(_OUTSIDE)
            if _has_sign(bare):
                yield bare
    if not re.search(r"\w", rough) and rough:
        yield rough


def _has_sign(run: str) -> bool:
    if run.isalnum() or not run.strip("-_"):
        return False
    return _SIGN_BY_PLACE.search(run) is not None or any(
        sign in _SIGNS or unicodedata.category(sign)[0] == "S" for sign in run
    )


def find_nearly_equal(texts: Iterable[str]) -> list[tuple[int, int]]:
    """The indices of texts that look nearly like an earlier one but not the same, with the index of that one.

    None if each of the texts looks nearly like another: then their difference is what is asked for.
    """
    prints = [read_print(text) for text in texts]
    first: dict[str, int] = {}
    pairs = []
    for index, each in enumerate(prints):
        other = first.setdefault(each.rough, index)
        if each.exact != prints[other].exact:
            pairs.append((index, other))
    in_pairs = {place for pair in pairs for place in pair}
    return [] if len(in_pairs) == len(prints) else pairs
