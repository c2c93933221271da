"""A check's docstring → its rule, its reason, and its bad and good example."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass

from quizgen.checks.check import AnyCheck


@dataclass(frozen=True, slots=True)
class Documentation:
    """The rule in a sentence, why it matters, and a bad and a good question in YAML (or, for a balance, in prose)."""

    code: str
    rule: str
    reason: str
    bad: str
    good: str


_EXAMPLES = re.compile(r"\A(?P<text>.*?)^Bad:(?P<bad>.*?)^Good:(?P<good>.*)\Z", re.DOTALL | re.MULTILINE)


def read_documentation(check: AnyCheck) -> Documentation:
    """Parse a check's docstring; raise ValueError if it lacks its two examples."""
    found = _EXAMPLES.match(inspect.getdoc(check.find) or "")
    if found is None:
        raise ValueError(f"the docstring of {check.code} has no Bad and Good example")
    rule, _, reason = found["text"].strip().partition("\n\n")
    bad, good = (inspect.cleandoc(f"\n{found[name]}").strip() for name in ("bad", "good"))
    return Documentation(check.code, " ".join(rule.split()), reason.strip(), bad, good)
