"""The files that an index page links to → JSON inside that page, and back, so that a later page can list them too."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from pydantic import TypeAdapter

from quizgen.outputs.output import FormatOf, KeyOf, OutputFile, Row

_KEPT = re.compile(r'<script type="application/json" id="kept">(.*?)</script>', re.DOTALL)
_LISTINGS: Mapping[str, TypeAdapter[Any]] = {each.__name__: TypeAdapter(each) for each in (Row, FormatOf, KeyOf)}


def write_files(files: Iterable[OutputFile]) -> list[list[Any]]:
    """The path, the kind of listing and its values, of each file that is linked."""
    return [[file.path, type(file.listing).__name__, asdict(file.listing)] for file in files if file.listing]


def read_files(page: str) -> tuple[OutputFile, ...]:
    """The files in a page as it was written; none if there are none in it, or another quizgen wrote them."""
    found = _KEPT.search(page)
    try:
        kept = json.loads(found[1] if found else "[]")
        return tuple(OutputFile(path, _LISTINGS[kind].validate_python(values)) for path, kind, values in kept)
    except (ValueError, TypeError, KeyError):
        return ()
