"""``quizgen check``."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click

from quizgen.cli.options import FILE, SOURCE
from quizgen.cli.output import exit_code, from_here, print_diagnostics, seen_from_here
from quizgen.cli.project import refuse_missing_source, track
from quizgen.project.find_project import find_project


@click.command()
@click.argument("paths", nargs=-1, type=FILE, metavar="[PATH]...")
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Warnings are errors.")
@click.option("--fix", "fixes", is_flag=True, help="First mend what leaves no doubt, and show it.")
@click.option("--locked", is_flag=True, help="It is an error if verified.lock would change.")
@SOURCE
def check(paths: tuple[Path, ...], form: str, strict: bool, fixes: bool, locked: bool, source: Path | None) -> None:
    """Check each question against the passage that it cites, as far as words can tell, and write verified.lock."""
    from quizgen import api
    from quizgen.reports.diagnostics import as_fixed, as_github, as_json

    for path in paths:
        if not path.exists():
            raise click.BadParameter(_no_path(path), param_hint="PATH")
    refuse_missing_source(source)
    if fixes and locked:
        raise click.UsageError("--fix changes questions, and --locked lets no line of verified.lock change: give one")
    made = api.fix(find_project(), paths=paths, source=source, track=track) if fixes else api.FixResult()
    if made.fixed:
        click.echo(from_here(as_fixed(made.fixed)), err=True)
    result = api.check(find_project(), paths=paths, locked=locked, source=source, track=track)
    diagnostics = seen_from_here((*made.diagnostics, *result.diagnostics))
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    summary = {
        "questions": result.questions,
        "located": result.located,
        "checked": result.checked,
        "read": result.read,
        "verified": result.verified,
        "from_lock": result.from_lock,
        "not_verified": result.not_verified,
        **{f"{severity}s": counts[severity] for severity in api.Severity},
    }
    if form == "json":
        click.echo(as_json(diagnostics, summary))
    elif form == "github":
        click.echo(as_github(diagnostics))
    else:
        print_diagnostics(diagnostics)
        click.echo(_summary(summary))
        fixable = sum(diagnostic.safe_fix is not None for diagnostic in diagnostics)
        if fixable and not fixes:
            click.echo(f"{fixable} of these can be mended by `quizgen check --fix`.", err=True)
    sys.exit(exit_code(diagnostics) if summary["errors"] else int(strict and summary["warnings"] > 0))


def _no_path(path: Path) -> str:
    """What is said of a path that there is not: whose name it may be, of a book or of a chapter."""
    from quizgen.project.layout import find_banks, find_files

    root = find_project()
    near = [each for bank in find_banks(root) for each in (bank, *find_files(bank)) if each.stem == path.stem]
    near += [each for bank in find_banks(root) for each in find_files(bank) if each.name == path.name]
    named = " or ".join(f"`quizgen check {each}`" for each in dict.fromkeys(near))
    return f"there is no file or folder `{path}` here" + (f"; did you mean {named}?" if named else "")


def _summary(summary: dict[str, int]) -> str:
    from quizgen.model.diagnostics import counted

    parts = [
        f"{summary['located']} located",
        f"{summary['checked']} checked against the passage as far as words can tell{_by_lock(summary)}",
        f"{summary['read']} read",
    ]
    found = [counted(summary["errors"], "error"), counted(summary["warnings"], "warning")]
    found += [counted(summary["notes"], "note")] if summary["notes"] else []
    return f"{counted(summary['questions'], 'question')}: {', '.join(parts)}; {', '.join(found)}."


def _by_lock(summary: dict[str, int]) -> str:
    if not summary["from_lock"]:
        return ""
    which = "" if summary["from_lock"] == summary["checked"] else f"{summary['from_lock']} of them "
    return f" ({which}when verified.lock was written)"
