"""A language tag → its primary tag, by which words, checks and outputs are chosen, and the direction of its script."""

from __future__ import annotations

_TO_THE_LEFT = """
    ar arc aeb acm ajp apc apd ary arz azb bal bgn bqi ckb dv fa glk hac haz he iw ji khw ks lrc luz mzn nqo otk
    pnb prs ps rhg sam sd sdh shu skr syr ug ur uzs yi ydd
    """
"""Languages that are usually written from right to left (Unicode CLDR, likely subtags)."""

_SCRIPTS = "adlm arab aran hebr mand mend nbat nkoo palm rohg samr syrc syre syrj syrn thaa"
"""Scripts that are written from right to left (ISO 15924)."""


def primary_tag(language: str) -> str:
    """``de`` for ``de-CH`` (BCP 47)."""
    return language.partition("-")[0].lower()


def is_right_to_left(language: str) -> bool:
    """Whether a language is written from right to left; a script in its tag decides: ``az-Arab``, ``ur-Latn``."""
    primary, *subtags = language.lower().split("-")
    script = next((tag for tag in subtags if len(tag) == 4 and tag.isalpha()), None)
    return primary in _TO_THE_LEFT.split() if script is None else script in _SCRIPTS.split()
