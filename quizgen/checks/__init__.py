"""The rules that questions are held to: each one generator in the module of its subject, whose ``CHECKS`` lists it."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.checks import (
    balance,
    citations,
    clozes,
    clues,
    combined_options,
    formulas,
    grounding,
    lettering,
    negatives,
    option_forms,
    options,
    overlaps,
    prompts,
    quotation,
    repetition,
    unwritten,
    verbatim,
)
from quizgen.checks.check import BankCheck, Check

ALL_CHECKS: tuple[Check, ...] = (
    *citations.CHECKS,
    *verbatim.CHECKS,
    *grounding.CHECKS,
    *options.CHECKS,
    *lettering.CHECKS,
    *quotation.CHECKS,
    *clozes.CHECKS,
    *unwritten.CHECKS,
    *formulas.CHECKS,
    *prompts.CHECKS,
    *negatives.CHECKS,
    *combined_options.CHECKS,
    *overlaps.CHECKS,
    *option_forms.CHECKS,
    *clues.CHECKS,
)
"""The checks of one question, in the order in which they are documented."""

BANK_CHECKS: tuple[BankCheck, ...] = (*repetition.CHECKS, *balance.CHECKS)

EVERY_CHECK: tuple[Check | BankCheck, ...] = (*ALL_CHECKS, *BANK_CHECKS)

BY_CODE: Mapping[str, Check | BankCheck] = {check.code: check for check in EVERY_CHECK}

TEXT_CHECKS = frozenset(check.code for check in ALL_CHECKS if check.reads_text)
"""What a copy can speak against a question, when nothing in the question has changed."""

TEXT_CHECKS_VERSION = 2
"""Raised when a check that reads the book's text becomes so much stricter that banks should be held against it again.

It stands in each line of ``verified.lock``: lines of before still count, with a warning.
"""
