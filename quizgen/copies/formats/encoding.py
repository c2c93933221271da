"""The bytes of a text → its characters, in whatever encoding it is."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from quizgen.copies.formats.extract import Fault

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text; ``other`` names another encoding that fits the bytes equally well but gives a different text."""

    text: str
    encoding: str
    other: str | None = None


def doubt(decoded: Decoded) -> Fault | None:
    """The warning that characters beyond ASCII may be wrong, if the encoding is uncertain."""
    if decoded.other is None:
        return None
    return Fault(
        "copy-encoding",
        f"this copy does not say in which encoding it is: read as {decoded.encoding}, but it may be {decoded.other}",
        "If letters with accents look wrong, save it as UTF-8 in a text editor.",
    )


def decode(data: bytes, declared: str | None = None) -> Decoded | None:
    """Decode bytes by their byte order mark, as UTF-8 if valid, as declared, else by the best guess.

    UTF-8 goes before the declared encoding: other text is hardly ever valid UTF-8 by chance, and declarations are
    often wrong. The result is ``None`` for bytes that are not text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(data.decode(encoding, "replace"), encoding)
    wide = _wide(data[:4096])
    for likely in filter(None, (wide, "utf-8")):
        if (text := _try(data, likely)) is not None:
            return Decoded(text, likely)
    if data.count(b"\x00", 0, 4096):
        return None
    if declared is not None and (text := _try(data, _NAMES.get(declared.strip().lower(), declared))) is not None:
        return Decoded(text, declared)
    return _guess(data)


_NAMES = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
"""Declared encodings that stand for their Windows superset (WHATWG, Encoding Standard, section 4.2)."""


_NOT_OF_BOOKS = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"})
"""Python's text codecs that are no encodings of books; a file may declare any of them."""


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return None if codecs.lookup(encoding).name in _NOT_OF_BOOKS else data.decode(encoding)
    except (LookupError, ValueError):
        return None


def _wide(head: bytes) -> str | None:
    """The variant of UTF-16 without a byte order mark, if one: a byte of each space, and of most letters, is zero."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) < len(head) / 100 or min(even, odd) > max(even, odd) / 8:
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


_CANDIDATES = (
    "cp1252", "mac_roman", "cp1250", "iso8859_2", "cp1251", "koi8_r", "cp866", "mac_cyrillic", "cp1253", "iso8859_7",
    "cp1254", "iso8859_15", "cp850", "cp437", "cp852", "mac_latin2", "cp1257", "koi8_u", "cp1255", "cp1256",
    "shift_jis", "euc_jp", "euc_kr", "gb18030", "big5",
)  # fmt: skip
"""The encodings that books are found in, the commonest first."""

_PUNCTUATION = frozenset("‘’‚‛“”„«»‹›–—…·•†‡§¶©®™°ªº¹²³¼½¾×÷±£€¢¿¡\u00a0\u00ad")
_ALPHABETS = tuple(
    frozenset(letters + letters.upper())
    for letters in (
        "éèêëàâäçîïôöœæùûüÿñ",  # French, and loans in English
        "äöüßåøæéèàáíóúýðþ",  # German, Scandinavian
        "áéíóúüñàâãçêôõìòùèï",  # Spanish, Portuguese, Italian
        "ąćęłńóśźż",  # Polish
        "áäčďéěíĺľňóôŕřšťúůýžöü",  # Czech, Slovak
        "áéíóöőúüű",  # Hungarian
        "ăâîșțşţ",  # Romanian
        "čćđšžáéöü",  # Croatian, Slovenian
        "çğıöşüâîû",  # Turkish
        "ąčęėįšųūžāēģīķļņõäöü",  # Baltic
    )
)
_MIN_FIT = 0.9
"""The share of characters beyond ASCII that one alphabet or script must explain."""
_MAX_CHAOS_DIFFERENCE = 0.02
"""Two encodings that fit equally are told apart only if charset-normalizer's ``chaos`` differs by more."""
_SAMPLE_BYTES = 40_000


def _guess(data: bytes) -> Decoded | None:
    """The encoding in which the text reads best.

    charset-normalizer finds the encodings in which the bytes are readable, but of these it picks the alphabetically
    first (measured: cp1250 for nearly all of western Europe). So the choice is made here, by how well the letters fit
    the alphabet of one language.
    """
    from charset_normalizer import from_bytes

    # Only the lines with letters beyond ASCII tell encodings apart.
    sample = b"\n".join(line for line in data[: 100 * _SAMPLE_BYTES].splitlines() if not line.isascii())
    if len(sample) > _SAMPLE_BYTES:
        sample = re.sub(rb"[\x80-\xff]+\Z", b"", sample[:_SAMPLE_BYTES])
    matches = from_bytes(sample, steps=10, chunk_size=1024, cp_isolation=list(_CANDIDATES), enable_fallback=False)
    ranked = sorted(
        (-round(_fit(sample.decode(match.encoding, "replace")), 2), match.chaos, _CANDIDATES.index(name))
        for match in matches
        for name in {match.encoding, *match.could_be_from_charset} & set(_CANDIDATES)
        if match.encoding == name or sample.decode(name, "replace") == sample.decode(match.encoding, "replace")
    )
    texts = [(fit, chaos, name, text) for fit, chaos, at in ranked if (text := _try(data, name := _CANDIDATES[at]))]
    if not texts:
        text = data.decode("cp1252", "replace")
        return Decoded(text, "cp1252", "another one")
    fit, chaos, name, text = texts[0]
    equals = [
        each
        for score, mess, each, other in texts
        if score == fit and mess <= chaos + _MAX_CHAOS_DIFFERENCE and other != text
    ]
    other = equals[0] if equals else None
    return Decoded(text, name, other or ("another one" if -fit < _MIN_FIT else None))


_BETWEEN_LETTERS = frozenset("’‘–—…·\u00ad")
_SCRIPTS = ("CYRILLIC", "GREEK", "HEBREW", "ARABIC", ("CJK", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC", "HANGUL"))


def _fit(text: str) -> float:
    """The share of a text's characters beyond ASCII that punctuation and one alphabet or script explain.

    A capital after a lower-case letter, a letter beside a digit or another script, and a sign between letters count
    as unexplained.
    """
    beyond = [
        (character, _is_in_place(before, character, after))
        for before, character, after in zip(f" {text}", text, f"{text[1:]} ", strict=False)
        if character > "\x7f"
    ]
    letters = [character for character, is_in_place in beyond if is_in_place and character not in _PUNCTUATION]
    signs = sum(is_in_place and character in _PUNCTUATION for character, is_in_place in beyond)
    names = [unicodedata.name(character, "") for character in letters]
    shares = [sum(letter in alphabet for letter in letters) for alphabet in _ALPHABETS]
    shares += [sum(name.startswith(script) for name in names) for script in _SCRIPTS]
    return (max(shares) + signs) / max(1, len(beyond))


def _is_in_place(before: str, character: str, after: str) -> bool:
    if character in _PUNCTUATION:
        beside = before.isalpha() + after.isalpha()
        return character in _BETWEEN_LETTERS or beside == 0 or (beside == 1 and character not in "¼½¾")
    is_odd = (before.islower() and character.isupper()) or (character.islower() and after.isupper())
    is_latin = "LATIN" in unicodedata.name(character, "")
    is_mixed = not is_latin and any(each.isascii() and each.isalpha() for each in (before, after))
    return not (is_odd or is_mixed or before.isdigit() or after.isdigit())
