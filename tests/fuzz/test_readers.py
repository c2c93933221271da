"""Mutated copies end as a text or a diagnostic; `make fuzz` reads many more of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.copies.formats.registry import FORMATS
from tests.fuzz.readers import fuzz_reader


@pytest.mark.parametrize("form", [each.name for each in FORMATS])
def test_mutated_copies_of_every_format(tmp_path: Path, form: str) -> None:
    run = fuzz_reader(form, 50, tmp_path)
    assert not run.failures
    assert run.ends.total() == 50
    assert len(run.ends) > 1, "sound and damaged files alike end in one way"
