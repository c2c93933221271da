"""The script that compares what was typed with what is right, for pages and for cards."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from quizgen.text.typed_answers import LANGUAGES, LETTERS, SPELLINGS

_SCRIPT = Path(__file__).with_name("compare.js")


@cache
def read_compare() -> str:
    """The text of ``compare.js``, with the words of languages in place of its line ``// typed words``."""
    given = {"LANGUAGES": LANGUAGES, "LETTERS": LETTERS, "SPELLINGS": SPELLINGS}
    words = "\n".join(f"const {name} = {json.dumps(value, ensure_ascii=False)};" for name, value in given.items())
    return _SCRIPT.read_text("utf-8").strip().replace("// typed words", words)
