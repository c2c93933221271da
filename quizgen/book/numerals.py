"""Numerals and number words of headings in many languages → numbers."""

from __future__ import annotations

import unicodedata

# From one on.
_WORDS = """
one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty;
first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
fifteenth sixteenth seventeenth eighteenth nineteenth twentieth;
premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième onzième douzième;
première seconde;
un deux trois quatre cinq six sept huit neuf dix onze douze;
primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo undécimo duodécimo;
primera segunda tercera cuarta quinta sexta séptima octava novena décima;
primo secondo terzo quarto quinto sesto settimo ottavo nono decimo undicesimo dodicesimo;
prima seconda terza quarta quinta sesta settima ottava nona decima;
primeiro segundo terceiro quarto quinto sexto sétimo oitavo nono décimo;
primeira segunda terceira quarta quinta sexta sétima oitava nona décima;
erstes zweites drittes viertes fünftes sechstes siebentes achtes neuntes zehntes elftes zwölftes;
erster zweiter dritter vierter fünfter sechster siebenter achter neunter zehnter elfter zwölfter;
erste zweite dritte vierte fünfte sechste siebente achte neunte zehnte elfte zwölfte;
eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf;
eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde;
första andra tredje fjärde femte sjätte sjunde åttonde nionde tionde;
første annen tredje fjerde femte sjette syvende åttende niende tiende;
первая вторая третья четвёртая пятая шестая седьмая восьмая девятая десятая одиннадцатая двенадцатая;
первый второй третий четвёртый пятый шестой седьмой восьмой девятый десятый одиннадцатый двенадцатый;
первое второе третье четвёртое пятое шестое седьмое восьмое девятое десятое;
první druhá třetí čtvrtá pátá šestá sedmá osmá devátá desátá;
pierwszy drugi trzeci czwarty piąty szósty siódmy ósmy dziewiąty dziesiąty;
πρώτο δεύτερο τρίτο τέταρτο πέμπτο έκτο έβδομο όγδοο ένατο δέκατο;
πρώτον δεύτερον τρίτον τέταρτον πέμπτον έκτον έβδομον όγδοον ένατον δέκατον;
الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر;
اول دوم سوم چهارم پنجم ششم هفتم هشتم نهم دهم;
"""


def _fold(word: str) -> str:
    """A word without case and accents, which scans and capitals often lack."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(sign))


def _number_words() -> dict[str, int]:
    lists = map(str.split, _WORDS.split(";"))
    return {_fold(word): number for words in lists for number, word in enumerate(words, 1)}


NUMBER_WORDS = _number_words()
"""Cardinals and ordinals, without case and accents."""
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_HAN = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "两": 2,
    "兩": 2,
    "壱": 1,
    "弐": 2,
}
_HAN_UNITS = {"十": 10, "百": 100}
HAN = "".join([*_HAN, *_HAN_UNITS])


def read_numeral(written: str) -> int | None:
    """The number of a numeral in digits of any script, in Roman or Chinese numerals, or in words."""
    folded = written.strip().casefold()
    if folded.isdecimal():
        return int(folded)
    if word := NUMBER_WORDS.get(_fold(folded)):
        return word
    if folded and set(folded) <= set(_ROMAN):
        values = [_ROMAN[letter] for letter in folded]
        return sum(-one if one < max(values[at:]) else one for at, one in enumerate(values))
    if folded and set(folded) <= set(HAN):
        return _read_han(folded)
    return None


def _read_han(written: str) -> int:
    if not set(written) & set(_HAN_UNITS):
        return int("".join(str(_HAN[sign]) for sign in written))
    total, digit = 0, 0
    for sign in written:
        if sign in _HAN:
            digit = _HAN[sign]
        else:
            total += (digit or 1) * _HAN_UNITS[sign]
            digit = 0
    return total + digit
