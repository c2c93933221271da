"""Read a recipe's style sheet, if it can be embedded in a page and loads nothing from outside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from quizgen.model.diagnostics import CodedFinding, Finding, Route
from quizgen.project.read import SAVE_FIRST, NoFileError, TooLargeError, read_file, reason_of

MAX_BYTES = 200_000
"""It is embedded in every page; a style sheet written by hand has some 10 kB."""
_ROUTE: Route = ("theme",)
# In `image-set()` and similar functions a plain string is a URL, and `attr()` may take a URL from an attribute.
_OUTSIDE = re.compile(
    r"@import\b|@charset\b|url\(\s*+['\"]?+(?!data:)[^)]*"
    r"|(?<![\w-])(?:-\w+-)?(?:src|image|image-set)\(|(?<![\w-])attr\([^)]*\burl\b",
    re.IGNORECASE,
)
_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})(?:\r\n|[ \t\r\n\f])?|\r\n|[\r\n\f]|(.))", re.IGNORECASE | re.DOTALL)
"""An escape in CSS: a code point, an escaped line end, or an escaped character (CSS Syntax 3, 4.3.5 and 4.3.7)."""


def read_theme(folder: Path, name: str) -> tuple[str, tuple[CodedFinding, ...]]:
    """The CSS in the file ``name`` beside the recipe, or "" with findings, whose route is the recipe's ``theme``.

    A page loads nothing from outside its file, so its style sheet must not either.
    """
    file = folder / name
    if Path(name).name != name or not name.endswith(".css"):
        hint = "Put a CSS file beside the recipe, and give its name: `theme: school.css`."
        return "", (("bad-theme", Finding(_ROUTE, f"`{name}` is not the name of a CSS file", hint)),)
    try:
        text = read_file(file, MAX_BYTES).decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except FileNotFoundError:
        return "", (("bad-theme", Finding(_ROUTE, f"there is no `{name}`", f"It is looked for in `{folder}`.")),)
    except TooLargeError:
        finding = Finding(_ROUTE, f"`{name}` has more than 200 kB", "Leave embedded fonts and pictures out.")
        return "", (("bad-theme", finding),)
    except OSError as error:
        hint = SAVE_FIRST if isinstance(error, NoFileError) else "Check that it is a file that you may read."
        return "", (("bad-theme", Finding(_ROUTE, f"`{name}` cannot be read: {reason_of(error)}", hint)),)
    except UnicodeDecodeError:
        return "", (("bad-theme", Finding(_ROUTE, f"`{name}` cannot be read", "Save it as UTF-8 text.")),)
    findings = tuple(("bad-theme", finding) for finding in _faults(name, text))
    return "" if findings else text.strip(), findings


def _faults(name: str, text: str) -> Iterator[Finding]:
    # The CSS is searched as written and with escapes decoded, since an escape may hide a URL or its quotation mark.
    # Comments are not removed, since what looks like one may be inside a string.
    if found := _OUTSIDE.search(text) or _OUTSIDE.search(_ESCAPE.sub(_unescaped, text)):
        hint = "Copy what it brings into the file, a picture as `url(data:…)`: a page loads nothing."
        yield Finding(_ROUTE, f"`{name}` takes something from outside: `{found[0][:60]}`", hint)
    if "</" in text or "<!--" in text:
        yield Finding(_ROUTE, f"`{name}` has `</` or `<!--` in it, which would end the style", "Remove it.")


def _unescaped(found: re.Match[str]) -> str:
    number, itself = found.groups()
    if number is None:
        return itself or ""
    return chr(code) if 0 < (code := int(number, 16)) < 0x110000 else "\ufffd"
