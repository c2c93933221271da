"""Whether a typed answer is one of the right ones: what no teacher would count as wrong makes no difference.

`outputs/compare.js` is the same rule for screens; both read ``LANGUAGES``, and are tested on one table. A letter, a
figure or a word that differs is never overlooked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from quizgen.model.language import primary_tag

LANGUAGES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "articles": "the a an",
        "before": "in on at",
        "and": "and",
        "numbers": "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen twenty",
        "tens": "thirty forty fifty sixty seventy eighty ninety",
        "hundred": "hundred",
        "thousand": "thousand",
        "million": "million",
        "ranks": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
        "grouping": ",",
    },
    "de": {
        "articles": "der die das den dem des ein eine einen einem einer eines",
        "before": "in im am",
        "and": "und",
        "numbers": "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn "
        "sechzehn siebzehn achtzehn neunzehn zwanzig",
        "tens": "dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
        "hundred": "hundert",
        "thousand": "tausend",
        "million": "million millionen",
        "grouping": ".",
    },
    "fr": {
        "articles": "le la les un une des du",
        "before": "en à au",
        "and": "et",
        "numbers": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
        "dix-sept dix-huit dix-neuf vingt",
        "tens": "trente quarante cinquante soixante",
        "hundred": "cent cents",
        "thousand": "mille",
        "million": "million millions",
        "grouping": " ",
    },
    "es": {
        "articles": "el la los las un una unos unas",
        "before": "en",
        "and": "y",
        "numbers": "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
        "diecisiete dieciocho diecinueve veinte",
        "tens": "treinta cuarenta cincuenta sesenta setenta ochenta noventa",
        "hundred": "cien ciento",
        "thousand": "mil",
        "million": "millón millones",
        "grouping": ".",
    },
    "it": {
        "articles": "il lo la i gli le un uno una",
        "before": "in a nel",
        "and": "e",
        "numbers": "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici "
        "quindici sedici diciassette diciotto diciannove venti",
        "tens": "trenta quaranta cinquanta sessanta settanta ottanta novanta",
        "hundred": "cento",
        "thousand": "mille mila",
        "million": "milione milioni",
        "grouping": ".",
    },
}
"""By the primary tag of a language, in words separated by blanks; ``numbers`` begin at 0, ``tens`` at 30.

The first word of ``thousand`` and ``million`` may stand alone, for one of them.
"""

SPELLINGS: tuple[tuple[str, str], ...] = (
    ("^(.{3,})is(e|es|ed|er|ers|ing|ation|ations)$", "$1iz$2"),
    ("^(.{2,})our(s|ed|ing|er|ers|able|ite|ites|less|ful|y|ism|hood|hoods)?$", "$1or$2"),
    ("^(cent|theat|fib|lit|met|kilomet|calib|sab)re(s)?$", "$1er$2"),
    ("^(def|off|lic|pret)ence(s)?$", "$1ense$2"),
    ("^(travel|cancel|label|model|level|counsel|quarrel)l(ed|ing|er|ers)$", "$1$2"),
    ("^programme(s)?$", "program$1"),
    ("^grey$", "gray"),
    ("^plough(s|ed|ing)?$", "plow$1"),
    ("^[tc]zar(s|ism|ist|ists)?$", "tsar$1"),
    ("^rouble(s)?$", "ruble$1"),
    ("^(.{3,})sk(?:y|ii|iy|ij|yi|yy)$", "$1ski"),
    ("^(.{3,})[yi]ev$", "$1ev"),
    ("^(.{3,})eev$", "$1ev"),
    ("^(.{3,})off$", "$1ov"),
)
"""English words, and Russian names, that are spelt in several ways: what stands for one spelling, and another."""

LETTERS: Mapping[str, Mapping[str, str]] = {
    "en": {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"},
    "de": {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"},
}
"""Letters that many keyboards do not have; in an English answer, no marks on Latin letters are asked for."""


_QUOTES = "\"'`´‘’‚‛“”„‟«»‹›"
_LETTER = r"[^\W\d_]"
_MARKED = re.compile(rf"({_LETTER})([\u0300-\u036f]+)")
_ROMAN = re.compile("(x{0,3})(ix|iv|v?i{0,3})")
_PER_CENT = re.compile(r"\b(?:per ?cent|prozent|pour ?cent|por ?ciento|per ?cento)\b", re.ASCII)


def is_taken(typed: str, accepted: Sequence[str], language: str) -> bool:
    """Whether a typed answer is one of those that are accepted, in the language of a tag such as ``en-GB``."""
    tag = primary_tag(language)
    if any(_strict(typed) == _strict(text) for text in accepted):
        return True
    if _FORMULA.search(typed):
        return False
    own = {_squeeze(form, tag) for form in _forms(typed, tag, is_typed=True)}
    words = [text for text in accepted if not _FORMULA.search(text)]
    return any(_squeeze(form, tag) in own for text in words for form in _forms(text, tag, is_typed=False))


_FORMULA = re.compile(
    r"[\u2212\u00b2\u00b3\u00b9\u2070-\u209c+=^*<>|{}\[\]√∫∑]|\d!|(?<!\d)[.,]\d"
    r"|[^\W_]['′’]?\([^\W_]"
)
"""What makes of a text a formula, in which each sign counts: a minus, a power, a factorial, a function."""


def _strict(text: str) -> str:
    return " ".join(re.sub("[‐‑‒–—−]", "-", unicodedata.normalize("NFC", text).lower()).split())


def _forms(text: str, tag: str, *, is_typed: bool) -> Iterator[str]:
    """A text, and what it may be shortened to: a possessive, an elided article, and if it was typed an “in”."""
    yield text
    words = LANGUAGES.get(tag)
    if words is None:
        return
    if tag == "en":
        yield re.sub(rf"(?<={_LETTER})[{_QUOTES}]s(?=\s*$)", "", text)
    if tag in ("fr", "it"):
        yield re.sub(rf"^\s*(?:l|un)[{_QUOTES}](?=\w)", "", text, flags=re.IGNORECASE)
    if is_typed:
        yield re.sub(rf"^\s*(?:{'|'.join(words['before'].split())})\s+(?=\S)", "", text, flags=re.IGNORECASE)


def _squeeze(text: str, tag: str) -> str:
    """A folded text without the blanks between letters: sharecropping is share cropping."""
    return re.sub(rf"({_LETTER}) (?={_LETTER})", r"\1", _fold(text, tag))


def _fold(text: str, tag: str) -> str:
    """A text without what makes no difference: case, quotes, dashes, an article before it, how numbers are written."""
    words = LANGUAGES.get(tag, {})
    apart = _VULGAR.sub(r" \g<0>", text)  # else 3½ is 31/2
    folded = _fold_letters(unicodedata.normalize("NFKC", apart).lower(), tag)
    bare = re.sub(f"[{_QUOTES}]", "", folded)
    bare = _PER_CENT.sub("%", re.sub("[‐‑‒–—−]", "-", bare).replace("⁄", "/"))
    if grouping := words.get("grouping"):
        bare = re.sub(rf"(\d){re.escape(grouping)}(?=\d{{3}}(?!\d))", r"\1", bare)
    articles = ["the", "a", "an", *words.get("articles", "").split()]
    written = bare.split()
    if len(written) > 1 and written[0].strip(_STOPS) in articles:
        del written[0]
    tokens: list[str] = []
    for each in written:
        parted = _HYPHEN.sub(" ", each)
        tokens += [token for part in parted.split() if (token := part.strip(_STOPS))]
        if each.endswith((",", ";", ":")) and tokens:
            tokens.append(_BREAK)
    while tokens and tokens[-1] == _BREAK:
        del tokens[-1]
    tokens = [_fold_word(token, tag, is_last=place == len(tokens) - 1) for place, token in enumerate(tokens)]
    if len(tokens) > 1 and not tokens[-2].isdecimal() and (value := _read_roman(tokens[-1])):
        tokens[-1] = str(value)
    joined = " ".join(_count(tokens, tag)) or folded.strip()
    return re.sub(r"(\d) %", r"\1%", joined)


_VULGAR = re.compile("[¼-¾⅐-⅞]")
_STOPS = ".,;:!?()。、"
_BREAK = "\0"
"""Stands behind a word with a comma: numbers before and behind it are two."""
_HYPHEN = re.compile(rf"(?<={_LETTER}{_LETTER})-(?={_LETTER})|(?<=[^\W_])-(?={_LETTER}{_LETTER})")
"""Between words, as in three-fourths and A-bomb; between two letters it is a minus."""


def _fold_letters(text: str, tag: str) -> str:
    if tag == "en":
        text = unicodedata.normalize("NFC", _MARKED.sub(_without_marks, unicodedata.normalize("NFD", text)))
    for letter, others in LETTERS.get(tag, {}).items():
        text = text.replace(letter, others)
    return text


def _without_marks(found: re.Match[str]) -> str:
    return found[1] if "a" <= found[1] <= "z" else found[0]


def _fold_word(word: str, tag: str, *, is_last: bool) -> str:
    """A word in one spelling: initials without points, and in English one of its spellings."""
    if re.fullmatch(rf"{_LETTER}(?:\.{_LETTER})+", word):
        word = word.replace(".", "")
    if word == "&":
        return LANGUAGES.get(tag, {}).get("and", word)
    if tag == "en":
        if word == "st" and not is_last:
            return "saint"
        for spelling, one in SPELLINGS:
            word = re.sub(spelling, one.replace("$1", r"\g<1>").replace("$2", r"\g<2>"), word)
    return word


def _read_roman(word: str) -> int:
    """The number of a Roman numeral below 40, else 0."""
    found = _ROMAN.fullmatch(word)
    if not found:
        return 0
    units = found[2]
    return 10 * len(found[1]) + {"ix": 9, "iv": 4}.get(units, units.count("i") + 5 * units.count("v"))


# --- numbers in words ---


@cache
def _numbers(tag: str) -> Mapping[str, int]:
    """The number words of a language below a hundred, folded as the words of an answer are."""
    words = LANGUAGES.get(tag)
    if words is None:
        return {}
    small, tens = words["numbers"].split(), [words["numbers"].split()[20], *words["tens"].split()]
    found = {word: value for value, word in enumerate(small)}
    found |= {word: 10 * value for value, word in enumerate(tens, 2)}
    for value, ten in enumerate(tens, 2):
        for unit, name in enumerate(small[1:10], 1):
            compounds = {
                "de": f"{name.removesuffix('s') if unit == 1 else name}und{ten}",
                "es": f"veinti{name}" if value == 2 else "",
                "it": (ten[:-1] if unit in (1, 8) else ten) + name,
            }
            found[compounds.get(tag, "")] = 10 * value + unit
    found |= {"fr": {"une": 1, "vingts": 20}, "de": {"ein": 1, "eine": 1}, "es": {"una": 1}}.get(tag, {})
    return {_bare(_fold_letters(word, tag)): value for word, value in found.items() if word}


def _bare(word: str) -> str:
    return re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", word))


def _scale(word: str, tag: str, *, is_counted: bool) -> int:
    """A hundred, a thousand or a million; 0 if a word is none of them, or needs a number before it."""
    for name, value in (("hundred", 100), ("thousand", 1000), ("million", 1_000_000)):
        names = [_bare(each) for each in LANGUAGES[tag][name].split()]
        if word in (names if is_counted or value == _HUNDRED else names[:1]):
            return value
    return 0


def _count(tokens: Sequence[str], tag: str) -> list[str]:
    """The words of a text with digits for its number words: numbers, and in English ranks (#3) and shares (2/3)."""
    if (words := LANGUAGES.get(tag)) is None:
        return list(tokens)
    numbers, ranks = _numbers(tag), words.get("ranks", "").split()
    done: list[str] = []
    total, current = 0, -1  # what is closed by a thousand or million, and what is still open; -1 if nothing is
    last = 0  # the thousand or million that closed it

    def close() -> None:
        nonlocal total, current
        if current >= 0:
            done.append(str(total + current))
        total, current = 0, -1

    def beyond(place: int) -> int:
        """The hundred, thousand or million two words behind a place, else 0."""
        return _scale(_bare(tokens[place + 2]), tag, is_counted=True) if place + 2 < len(tokens) else 0

    for place, token in enumerate(tokens):
        word, after = _bare(token), _bare(tokens[place + 1]) if place + 1 < len(tokens) else ""
        is_after_scale = total > 0 and current == 0
        if (value := numbers.get(word)) is not None:
            joined = value if is_after_scale else _join(current, value, tag)
            if joined < 0:
                close()
            current = value if joined < 0 else joined
        elif scale := _scale(word, tag, is_counted=current >= 0):
            if current >= scale or is_after_scale:
                close()
            counted = (1 if current < 0 else current) * scale
            if scale > _HUNDRED and total and scale >= last:
                done.append(str(total))
                total = 0
            total, current = (total, counted) if scale == _HUNDRED else (total + counted, 0)
            last = scale if scale > _HUNDRED else last
        elif token == _BREAK:
            close()
        elif word == words["and"] and (
            beyond(place) < last
            if is_after_scale
            else beyond(place) != _HUNDRED and _joins(current, numbers.get(after, -1), tag)
        ):
            continue
        elif (rank := _read_rank(word, ranks)) and current % 100 >= 20 and current % 10 == 0 and rank < 10:
            done.append(f"#{total + current + rank}")
            total, current = 0, -1
        elif (share := _read_share(word, ranks)) and 0 < current < share and not total:
            done.append(f"{current}/{share}")
            total, current = 0, -1
        elif word.isdecimal() and len(word) < _MOST_DIGITS and _scale(after, tag, is_counted=True):
            close()
            current = int(word)
        else:
            close()
            done.append(f"#{rank}" if rank else token)
    close()
    return done


_HUNDRED = 100
_MOST_DIGITS = 10


def _join(current: int, value: int, tag: str) -> int:
    """The number of two number words in a row, as 80 and 5; -1 if they are two numbers."""
    if current < 0:
        return -1
    if current >= 100 and current % 100 == 0:
        return current + value
    if tag == "fr":
        if (current, value) == (4, 20):
            return 80
        if (current in (60, 80) and value < 20) or (current == 10 and 7 <= value <= 9):
            return current + value
    if tag == "en" and 11 <= current <= 20 and 10 <= value <= 99:
        return 100 * current + value  # nineteen seventeen
    is_ten = 20 <= current % 100 <= 90 and current % 10 == 0
    return current + value if is_ten and 1 <= value <= 9 else -1


def _joins(current: int, value: int, tag: str) -> bool:
    """Whether an “and” stands inside one number: a hundred and five, vingt et un."""
    if tag == "en":
        return current >= 100 and current % 100 == 0 and 0 < value < 100
    return 20 <= current <= 90 and current % 10 == 0 and (1 <= value <= 9 or value == 11)


def _read_rank(word: str, ranks: Sequence[str]) -> int:
    """The rank that a word tells, as ``third`` or ``3rd``; else 0."""
    if word in ranks:
        return ranks.index(word) + 1
    found = re.fullmatch(r"(\d{1,9})(?:st|nd|rd|th)", word) if ranks else None
    return int(found[1]) if found else 0


def _read_share(word: str, ranks: Sequence[str]) -> int:
    """By what a word behind a number divides it, as ``third`` and ``thirds``; else 0."""
    if ranks and word in ("half", "halves", "quarter", "quarters"):
        return 2 if word.startswith("hal") else 4
    rank = _read_rank(word.removesuffix("s"), ranks)
    return rank if rank > 2 else 0
