"""The findings of a question and its ``ignore`` → the findings that are reported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.checks import BY_CODE, TEXT_CHECKS
from quizgen.checks.check import AnyCheck, Check, Reported
from quizgen.checks.levels import ask_code, rename_code
from quizgen.kinds.question import Question
from quizgen.model.diagnostics import Finding, Fix, Remove, Severity


def apply_ignores(question: Question, reported: Sequence[Reported], *, has_text: bool) -> Iterator[Reported]:
    """Drop the warnings that a question's `ignore` names, and report those of its codes that match no finding."""
    ignored = question.ignore
    if not ignored:
        yield from reported
        return
    yield from (each for each in reported if each[0] not in ignored or not BY_CODE[each[0]].may_be_ignored)
    told = {code for code, _, _ in reported}
    is_all = not any(isinstance(each := BY_CODE[code], Check) and each.hides_others for code in told)
    is_sound = not any(severity is Severity.ERROR for _, severity, _ in reported)
    for code in ignored:
        check = BY_CODE.get(code)
        route = ("ignore", code)
        if check is None:
            fixes = rename_code(route, code, ignored)
            finding = Finding(route, f"there is no check `{code}`", ask_code(code, ignored), fixes)
            yield "unknown-check", Severity.ERROR, finding
        elif not check.may_be_ignored:
            message = f"`{code}` is an error, and cannot be ignored"
            fixes = (Fix("Remove it", (Remove(route),)),)
            yield "unknown-check", Severity.ERROR, Finding(route, message, "Mend the question instead.", fixes)
        elif is_all and not question.retired and code not in told and (has_text or code not in TEXT_CHECKS):
            hint = "Remove it: nothing here needs it any more."
            fixes = (Fix("Remove it", (Remove(route),), is_safe=is_sound and is_settled(check)),)
            message = f"`{code}` finds nothing in this question"
            yield "unused-ignore", Severity.WARNING, Finding(route, message, hint, fixes)


def is_settled(check: AnyCheck) -> bool:
    """Whether a check finds the same in a question whatever copy there is, and whatever other questions there are."""
    return isinstance(check, Check) and not check.reads_text
