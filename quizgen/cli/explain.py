"""``quizgen explain``."""

from __future__ import annotations

import click


@click.command()
@click.argument("code", required=False)
@click.option("--all", "everything", is_flag=True, help="Print the page of all codes, in Markdown.")
def explain(code: str | None, everything: bool) -> None:
    """Print what a code means, with a bad and a good example."""
    from quizgen.reports.explanation import all_codes, write_page
    from quizgen.reports.explanation import explain as explained

    if everything:
        if code:
            click.echo(f"`{code}` does nothing here: --all prints the page of all codes.", err=True)
        click.echo(write_page(), nl=False)
        return
    text = explained(code) if code else None
    if text is None:
        from quizgen.text.spelling import find_meant

        meant = find_meant(code, all_codes()) if code else None
        known = f"did you mean `{meant.name}`?" if meant else f"the codes are: {', '.join(all_codes())}"
        raise click.BadParameter(f"there is no code `{code}`; {known}" if code else known, param_hint="CODE")
    click.echo(text)
