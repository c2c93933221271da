"""Tasks shared out among processes: every result once, whatever becomes of a helper, and nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench.synthetic import write_project
from quizgen.workspace.parallel import MAX_PROCESSES, MIN_QUESTIONS, count_processors
from tests.projects import Project

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="everywhere else there is one process")

_HEAD = f"""
import os, sys, time
from functools import partial
from quizgen.workspace import parallel
parallel.count_processors = lambda: int(sys.argv[1])
parent = os.getpid()
open_files = len(os.listdir("/proc/self/fd"))

def shared(tasks):
    with parallel.map_parallel(tasks, {MIN_QUESTIONS}) as results:
        return list(results)
"""


def run(script: str, processors: int = 2) -> str:
    """What a script prints that shares out tasks, in a process that has no threads."""
    done = subprocess.run(
        [sys.executable, "-c", _HEAD + textwrap.dedent(script), str(processors)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return done.stdout


@pytest.mark.parametrize("processors", [1, 2, 4])
@pytest.mark.parametrize("count", [0, 1, 2, 500, 40_000])
def test_every_task_has_one_result(processors: int, count: int) -> None:
    out = run(
        f"""
        found = shared([partial(pow, number, 2) for number in range({count})])
        assert sorted(found) == [number**2 for number in range({count})]
        assert len(os.listdir("/proc/self/fd")) == open_files
        print("as many")
        """,
        processors,
    )
    assert out == "as many\n"


def test_several_processes_work_at_once() -> None:
    out = run(
        """
        def work():
            time.sleep(0.05)
            return os.getpid()
        found = shared([work] * 12)
        print(len(set(found)), parent in found)
        """,
        3,
    )
    assert out == "3 False\n"


def test_others_begin_before_their_results_are_asked_for() -> None:
    """And need not wait for it either, however much they have found out."""
    out = run(
        f"""
        def work():
            return os.getpid(), bytes(3_000_000)
        with parallel.map_parallel([work] * 10, {MIN_QUESTIONS}) as results:
            time.sleep(1)
            print({{pid == parent for pid, found in results if len(found) == 3_000_000}})
        """
    )
    assert out == "{False}\n"


@pytest.mark.parametrize(
    "end", ["os._exit(0)", "os.kill(os.getpid(), 9)", "raise MemoryError", "return lambda: 'not to be pickled'"]
)
def test_what_a_helper_fails_to_do_is_done_by_this_process(end: str) -> None:
    out = run(
        f"""
        def work(number):
            time.sleep(0.02)
            if os.getpid() != parent and number > 3:
                {end}
            return number
        print(sorted(shared([partial(work, number) for number in range(20)])) == list(range(20)))
        """
    )
    assert out == "True\n"


def test_an_error_is_told_once_by_this_process() -> None:
    out = run(
        """
        def work(number):
            time.sleep(0.02)
            return 1 // (number - 10)
        try:
            shared([partial(work, number) for number in range(20)])
        except ZeroDivisionError:
            print("divided")
        """
    )
    assert out == "divided\n"


def test_helpers_end_with_the_one_who_asks() -> None:
    out = run(
        f"""
        def work(number):
            time.sleep(60 if number else 0.01)
        begun = time.monotonic()
        try:
            with parallel.map_parallel([partial(work, number) for number in range(4)], {MIN_QUESTIONS}) as results:
                next(results)
                raise KeyError
        except KeyError:
            print(time.monotonic() - begun < 30)
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            print("none left")
        """
    )
    assert out == "True\nnone left\n"


def test_few_questions_are_left_to_one_process() -> None:
    out = run(
        f"""
        with parallel.map_parallel([os.getpid] * 50, {MIN_QUESTIONS - 1}) as results:
            print({{pid == parent for pid in results}})
        """
    )
    assert out == "{True}\n"


def test_a_process_with_threads_is_not_forked() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert count_processors() == 1
    finally:
        done.set()
        thread.join()


def test_only_processors_that_may_be_used_are_counted() -> None:
    script = "from quizgen.workspace.parallel import count_processors; print(count_processors())"
    counts = []
    for allowed in (os.sched_getaffinity(0), {min(os.sched_getaffinity(0))}):
        code = f"import os; os.sched_setaffinity(0, {allowed}); {script}"
        counts.append(int(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout))
        assert counts[-1] == min(len(allowed), MAX_PROCESSES)
    assert counts[-1] == 1


# --- a whole bank -----------------------------------------------------------------------------


@pytest.fixture
def large(tmp_path: Path) -> Project:
    """A project that is large enough to be shared out."""
    write_project(tmp_path, 2 * MIN_QUESTIONS)
    return Project(tmp_path, tmp_path / "library")


@pytest.fixture
def start(large: Project, tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """quizgen with nothing cached, on so many processors, in a group of processes that is ended with the test."""
    begun: list[subprocess.Popen[str]] = []

    def start(processors: int, *arguments: str) -> subprocess.Popen[str]:
        code = (
            "import os, sys\nos.setsid()\nfrom quizgen.cli import main\nfrom quizgen.workspace import parallel\n"
            f"parallel.count_processors = lambda: {processors}\nsys.argv[1:] = {arguments}\nmain.main()"
        )
        environment = {"QUIZGEN_LIBRARY": str(large.library), "QUIZGEN_CACHE": str(tmp_path / f"cache-{len(begun)}")}
        process = subprocess.Popen(
            [sys.executable, "-c", code],
            cwd=large.root,
            env=os.environ | environment | {"SOURCE_DATE_EPOCH": "1767225600"},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        begun.append(process)
        return process

    yield start
    for process in begun:
        with process:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def test_results_do_not_depend_on_the_number_of_processes(
    start: Callable[..., subprocess.Popen[str]], large: Project
) -> None:
    results = []
    for processors in (1, 2, 4):
        (large.root / "questions" / "synthetic" / "verified.lock").unlink(missing_ok=True)
        runs = []
        for command in (("check", "--format", "json"), ("build", "--keep-going")):
            process = start(processors, *command)
            runs.append((*process.communicate(timeout=60), process.returncode))
        results.append((runs, large.read("questions/synthetic/verified.lock"), large.files("build")))
    assert results[0] == results[1] == results[2]
    assert results[0][0][0][2] == 1, "the bank has errors"
    assert len(results[0][2]) > 5


def helpers_of(process: subprocess.Popen[str]) -> list[int]:
    """Its processes, as soon as there are any."""
    for _ in range(2000):
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        if children:
            return [int(child) for child in children]
        time.sleep(0.002)
    raise AssertionError("there are no helpers")


def is_at_work(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_helpers_end_when_quizgen_is_ended(sent: signal.Signals, start: Callable[..., subprocess.Popen[str]]) -> None:
    process = start(2, "check")
    helpers = helpers_of(process)
    if sent is signal.SIGINT:
        os.killpg(process.pid, sent)  # as a terminal does
    else:
        process.send_signal(sent)
    _, err = process.communicate(timeout=60)  # which a helper that stays would keep waiting
    assert process.returncode == (1 if sent is signal.SIGINT else -sent)
    assert err.strip() == ("Aborted!" if sent is signal.SIGINT else "")
    for _ in range(2000):
        if not any(map(is_at_work, helpers)):
            break
        time.sleep(0.005)
    else:
        raise AssertionError("a helper stays")
