"""A student with a real Anki, of each version that is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.outputs.anki.ankis import Anki, Version, find_versions
from tests.outputs.anki.student import DAY, Student
from tests.projects import EPOCH, Project


@pytest.fixture(scope="session", params=find_versions(), ids=str)
def version(request: pytest.FixtureRequest) -> Version:
    found: Version = request.param
    return found


@pytest.fixture
def newcomer(project: Project, tmp_path: Path, version: Version) -> Iterator[Student]:
    """Someone whose Anki is empty, a year before the other tests."""
    student = Student(project, Anki(version, tmp_path), int(EPOCH) - 365 * DAY)
    student.wait(0)
    yield student
    student.anki.close()


@pytest.fixture
def student(newcomer: Student) -> Student:
    """Someone who took the first release, and learnt three cards."""
    newcomer.publish()
    newcomer.wait(1)
    assert len(newcomer.take()) == 11
    newcomer.review()
    return newcomer
