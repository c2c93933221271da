"""The HTML of a text → the same with its language said, on a page whose own words are in another one."""

from __future__ import annotations

import re

_OPENED = re.compile(r"<(p|ul|ol|table|pre|blockquote|div|figure|h[1-6])(?=[\s>])")
"""The blocks that Markdown becomes."""


def mark_language(html: str, language: str) -> str:
    """Say the language (BCP 47) of a text, so that it is hyphenated and read aloud as such; nothing without one."""
    if not language or not html:
        return html
    if _OPENED.match(html):
        return _OPENED.sub(rf'<\1 lang="{language}"', str(html))
    return f'<span lang="{language}">{html}</span>'
