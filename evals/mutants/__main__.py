"""Make false versions of all questions of some banks, and print how many of them `quizgen check` notices.

Run as `python -m evals.mutants BANK…`; a bank is the folder of a project, or one with `book.yaml`. The copy of its book
is found as quizgen finds it. A bank without a copy is named and left out; where `CI` is set, that is a failure.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click

from evals.mutants.banks import Absent, find_folders, read_banks
from evals.mutants.measure import Half, count_alarms, half_of, judge_mutants
from evals.mutants.report import CHECK_SETS, Result, as_json, join_results, write_tables, write_unnoticed
from quizgen.falsify.classes import CLASSES
from quizgen.falsify.material import Material


def measure(bank: Material, names: tuple[str, ...], halves: tuple[Half, ...], *, is_all_on: bool) -> Result:
    parts = {half: [entry for entry in bank.entries if half_of(entry.chapter) is half] for half in halves}
    alarms = {
        name: {half: count_alarms(bank, part, is_all_on=all_on) for half, part in parts.items()}
        for all_on, name in CHECK_SETS.items()
    }
    chosen = [entry for part in parts.values() for entry in part]
    judged = tuple(judge_mutants(bank, chosen, names, is_all_on=is_all_on))
    checks = CHECK_SETS[is_all_on]
    return Result(bank.name, checks, {half: len(part) for half, part in parts.items()}, judged, alarms)


@click.command(help=__doc__)
@click.argument("paths", metavar="BANK…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--half", type=click.Choice([half.value for half in Half]), help="Only this half of the chapters.")
@click.option(
    "--class", "names", multiple=True, type=click.Choice([*CLASSES]), help="Only this class; may be repeated."
)
@click.option("--all-on", "is_all_on", is_flag=True, help="With the checks that are off by default.")
@click.option("--list", "is_listed", is_flag=True, help="Print each mutant that nothing noticed.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def main(
    paths: tuple[Path, ...], half: str | None, names: tuple[str, ...], is_all_on: bool, is_listed: bool, form: str
) -> None:
    halves = (Half(half),) if half else tuple(Half)
    results, absent = [], []
    for path in paths:
        if not find_folders(path):
            raise click.UsageError(f"there is no bank in {path}")
        for bank in read_banks(path):
            if isinstance(bank, Absent):
                absent.append(bank)
                click.echo(f"{bank.name} is left out: {bank.reason}", err=True)
            else:
                results.append(measure(bank, names or tuple(CLASSES), halves, is_all_on=is_all_on))
    if len(results) > 1:
        results.append(join_results(results))
    if form == "json":
        click.echo(json.dumps([as_json(each, halves, is_listed=is_listed) for each in results], ensure_ascii=False))
    else:
        for result in results:
            for line in write_tables(result, halves):
                click.echo(line)
            if is_listed and result.alarms:  # the banks together list nothing a second time
                for line in write_unnoticed(result, halves):
                    click.echo(line)
    if absent and os.environ.get("CI"):
        sys.exit(1)


if __name__ == "__main__":
    main()
