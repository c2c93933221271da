"""The lines of a copy → its language, if its script or its commonest words leave no doubt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_SAMPLED_LINES = 3_000
_MIN_WORDS = 30
_MIN_LEAD = 1.3
_COMMON = {
    "cs": "a v se na je že s z do to k pro jsou jako nebo které",
    "da": "og i at det en til er som på de med af for ikke den der",
    "de": "der die und in den von zu das mit sich des auf für ist im nicht ein eine",
    "en": "the of and to in a is that for it as was with be by on not he his this",
    "es": "de la que el en y a los se del las un por con no una su para es al",
    "fi": "ja on ei että se hän oli mutta kun ovat niin myös tai joka",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au",
    "it": "di e il la che in un a per è una del non con le si da dei della",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er om ook als",
    "pl": "w i na z do się nie to że jest o jak po co ale dla są",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais",
    "sv": "och i att det som en på är av för med den till inte om ett",
    "vi": "của và các là có cho được trong không một với này để người những",
}
_SCRIPTS = (
    ("ja", "\u3040-\u30ff"),
    ("ko", "\uac00-\ud7af"),
    ("zh", "\u4e00-\u9fff"),
    ("el", "\u0370-\u03ff"),
    ("he", "\u0590-\u05ff"),
    ("th", "\u0e00-\u0e7f"),
    ("hi", "\u0900-\u097f"),
    ("fa", "پچژگ"),
    ("ar", "\u0621-\u064a"),
    ("ru", "ыэ"),
    ("uk", "їєґ"),
    ("cs", "ěřů"),
    ("pl", "łęą"),
    ("hu", "őű"),
    ("tr", "ğı"),
)
"""Languages by the letters that no other one has, or that no one above it in this list has."""
_MIN_SCRIPT_SHARE = 0.1
_MIN_LETTERS_SHARE = 0.005


def guess_language(lines: Sequence[str]) -> str:
    """The tag of the language; empty if it is uncertain."""
    step = len(lines) // _SAMPLED_LINES + 1
    text = "\n".join(lines[::step]).casefold()
    letters = len(re.findall(r"[^\W\d_]", text)) or 1
    for tag, signs in _SCRIPTS:
        least = _MIN_SCRIPT_SHARE if "-" in signs else _MIN_LETTERS_SHARE
        if len(re.findall(f"[{signs}]", text)) > least * letters:
            return tag
    counts = Counter(re.findall(r"[^\W\d_]+", text))
    scores = {tag: sum(counts[word] for word in set(words.split())) for tag, words in _COMMON.items()}
    (best, most), (_, next_most) = Counter(scores).most_common(2)
    return best if most >= _MIN_WORDS and most >= _MIN_LEAD * next_most else ""
