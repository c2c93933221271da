"""A language tag → its primary tag, by which words, checks and outputs are chosen."""

from __future__ import annotations


def primary_tag(language: str) -> str:
    """``de`` for ``de-CH`` (BCP 47)."""
    return language.partition("-")[0].lower()
