"""Run tasks in several processes where that is faster, and yield their results."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

Result = TypeVar("Result")

MAX_PROCESSES = 3
"""Each takes up to 8 kB of memory per question, and with more, what cannot be divided takes most of the time."""

MIN_QUESTIONS = 300
"""With fewer questions, starting a second process takes longer than it saves."""

_tasks: Sequence[Callable[[], Any]] = ()
"""The tasks of the current run; forked processes inherit them, so that they need not be pickled."""


def count_processors() -> int:
    """How many processes may run at once: one where forking is not safe.

    Forking is unsafe in a process with threads, as on macOS, whose system libraries start some (Python's manual,
    ``multiprocessing``).
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return min(len(os.sched_getaffinity(0)), MAX_PROCESSES)


@contextmanager
def map_parallel(tasks: Sequence[Callable[[], Result]], questions: int) -> Iterator[Iterator[Result]]:
    """Run tasks about ``questions`` questions in all; yield their results, in any order.

    Results must be picklable. A task that fails in another process is run again in this one, where an exception is
    raised if it fails again.
    """
    processes = min(count_processors(), len(tasks)) if questions >= MIN_QUESTIONS else 1
    if processes < 2:
        yield (task() for task in tasks)
        return
    import ctypes  # here, once for all processes; these imports take 25 ms, where there is much to do
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from multiprocessing import get_context

    def results() -> Iterator[Result]:
        for future in as_completed(numbers):
            number = numbers.pop(future)
            try:
                result = future.result()
            except Exception:  # of any type: the task is run again here, where it may raise
                result = tasks[number]()
            yield result

    global _tasks
    _tasks = tasks
    pool = ProcessPoolExecutor(processes, get_context("fork"), _begin, (os.getpid(), ctypes.CDLL(None).prctl))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # blocked in the workers until `_begin` ran
    try:
        numbers = {pool.submit(_run, number): number for number in range(len(tasks))}
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
    try:
        yield results()
    except BaseException:
        for process in list(pool._processes.values()):  # from Python 3.14 on there is `kill_workers`
            process.kill()
        raise
    finally:
        pool.shutdown()
        _tasks = ()


def _run(number: int) -> Any:
    return _tasks[number]()


def _begin(parent: int, prctl: Callable[[int, int], int]) -> None:
    """Set up a worker process: it ends with its parent, however that ends, and prints nothing when interrupted."""
    # The terminal sends SIGINT to all processes: only the parent reports it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)  # the parent ended before `prctl`


_PR_SET_PDEATHSIG = 1
"""Linux, ``prctl(2)``."""
