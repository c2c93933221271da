"""The registry of all checks: each module here implements some as generators and lists them in its ``CHECKS``."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.checks import (
    answers,
    arrangement,
    attribution,
    balance,
    brevity,
    citations,
    clozes,
    clues,
    combined_options,
    derivations,
    formulas,
    grammar_clues,
    grounding,
    headwords,
    lettering,
    markdown,
    negatives,
    objectives,
    option_forms,
    option_patterns,
    options,
    overlaps,
    pictures,
    prompt_facts,
    prompts,
    quotation,
    reasons,
    relevance,
    repetition,
    self_contained,
    single_task,
    statements,
    two_sides,
    units,
    unwritten,
    verbatim,
)
from quizgen.checks.check import AnyCheck, BankCheck, Check, ObjectiveCheck

QUESTION_CHECKS: tuple[Check, ...] = (
    *citations.CHECKS,
    *verbatim.CHECKS,
    *grounding.CHECKS,
    *units.CHECKS,
    *derivations.CHECKS,
    *answers.CHECKS,
    *prompt_facts.CHECKS,
    *relevance.CHECKS,
    *two_sides.CHECKS,
    *arrangement.CHECKS,
    *options.CHECKS,
    *lettering.CHECKS,
    *quotation.CHECKS,
    *clozes.CHECKS,
    *unwritten.CHECKS,
    *formulas.CHECKS,
    *markdown.CHECKS,
    *pictures.CHECKS,
    *prompts.CHECKS,
    *single_task.CHECKS,
    *self_contained.CHECKS,
    *negatives.CHECKS,
    *statements.CHECKS,
    *combined_options.CHECKS,
    *overlaps.CHECKS,
    *option_forms.CHECKS,
    *clues.CHECKS,
    *grammar_clues.CHECKS,
    *option_patterns.CHECKS,
    *brevity.CHECKS,
    *reasons.CHECKS,
    *attribution.CHECKS,
    *headwords.CHECKS,
    *objectives.CHECKS,
)
"""The checks of a single question, in the order in which they are documented."""

BANK_CHECKS: tuple[BankCheck, ...] = (*repetition.CHECKS, *balance.CHECKS)

OBJECTIVE_CHECKS: tuple[ObjectiveCheck, ...] = objectives.OBJECTIVE_CHECKS

EVERY_CHECK: tuple[AnyCheck, ...] = (*QUESTION_CHECKS, *BANK_CHECKS, *OBJECTIVE_CHECKS)

BY_CODE: Mapping[str, AnyCheck] = {check.code: check for check in EVERY_CHECK}

TEXT_CHECKS = frozenset(check.code for check in QUESTION_CHECKS if check.reads_text)
"""The codes whose result depends on the copy: they may change although the question has not."""

TEXT_CHECKS_VERSION = 3
"""Raised when a check that reads the book's text becomes so much stricter that banks should be verified again.

Each line of ``verified.lock`` records it; a line with an older version still counts, with a warning.
"""
