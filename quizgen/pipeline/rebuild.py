"""Build, or return the cached result of the last build if nothing that a build reads has changed.

On a cache hit the built files keep their bytes and times, so importing a deck again changes nothing. This module is
imported before all slow imports, so that a cache hit avoids them.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quizgen.model.diagnostics import as_row, from_row
from quizgen.pipeline.recheck import READ as READ_BY_CHECKS
from quizgen.pipeline.results import Built
from quizgen.project.images import TYPES
from quizgen.project.request import BUILD_TIME, RECIPES, Request
from quizgen.workspace.fingerprint import read_inputs
from quizgen.workspace.output_manifest import LIST, is_as_listed, read_digest
from quizgen.workspace.store import digest, open_cache

if TYPE_CHECKING:
    from quizgen.outputs.pdf import Paper


READ = (*READ_BY_CHECKS, ".css", *TYPES)
"""A build also reads style sheets and images."""


def build(
    request: Request,
    recipes: Sequence[str],
    out: Path,
    built: int,
    *,
    public: bool = False,
    keep_going: bool = False,
    paper: Paper | None = None,
) -> Built:
    """Decks, worksheets, keys and an index; see ``build_recipes.build``."""
    cache = open_cache()
    asked = (str(request.source), str(out), *recipes, str(public), str(keep_going), str(paper))
    asked = (*asked, os.environ.get(BUILD_TIME, ""))
    name = digest("build", str(Path.cwd()), str(request.root), *asked)
    more = [request.root / RECIPES, *(Path(recipe) for recipe in recipes if Path(recipe).is_file())]
    before = read_inputs(request, READ, more)
    if before is not None and (kept := _kept(cache.recall(name, before.key(asked)), out)) is not None:
        return kept
    from quizgen.pipeline import build_recipes

    result = build_recipes.build(request, recipes, out, built, public=public, keep_going=keep_going, paper=paper)
    if not result.is_built:
        return Built(result.diagnostics)
    made = Built(result.diagnostics, tuple(build_recipes.describe(result, public=public)))
    if before is not None and before == read_inputs(request, READ, more, before=before):
        row = [list(map(as_row, made.diagnostics)), made.made, read_digest(out / LIST)]
        cache.remember(name, before.key(asked), row)
        cache.keep()
    return made


def _kept(row: Any, out: Path) -> Built | None:
    """The cached result of a build, if all its output files are still as it wrote them."""
    try:
        rows, made, listed = row
        if read_digest(out / LIST) != listed or not is_as_listed(out):
            return None
        return Built(tuple(map(from_row, rows)), tuple(map(str, made)))
    except (TypeError, ValueError):
        return None
