"""Tasks → their results, found by several processes at once where that is faster."""

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
"""Each takes up to 8 kB of memory a question, and what cannot be divided soon takes most of the time."""

MIN_QUESTIONS = 300
"""With fewer, there is too little to do for a second process to be worth starting."""

_tasks: Sequence[Callable[[], Any]] = ()
"""What the other processes do: they are forked, and so need not be sent it."""


def count_processors() -> int:
    """How many processes may work at once: one where a process cannot be forked safely.

    That is so where it has threads; as on macOS, whose libraries start some (Python's manual, ``multiprocessing``).
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return min(len(os.sched_getaffinity(0)), MAX_PROCESSES)


@contextmanager
def map_parallel(tasks: Sequence[Callable[[], Result]], questions: int) -> Iterator[Iterator[tuple[int, Result]]]:
    """Start tasks about so many questions: each one's number and result, which can be pickled, in any order.

    What another process fails to do is done again in this one, and fails here too if it must.
    """
    processes = min(count_processors(), len(tasks)) if questions >= MIN_QUESTIONS else 1
    if processes < 2:
        yield ((number, task()) for number, task in enumerate(tasks))
        return
    from concurrent.futures import ProcessPoolExecutor, as_completed  # 20 ms, where there is much to do
    from multiprocessing import get_context

    def results() -> Iterator[tuple[int, Result]]:
        for future in as_completed(numbers):
            number = numbers.pop(future)
            try:
                result = future.result()
            except Exception:  # whatever it was: it is tried once more, and told of here
                result = tasks[number]()
            yield number, result

    global _tasks
    _tasks = tasks
    pool = ProcessPoolExecutor(processes, get_context("fork"), _begin, (os.getpid(),))
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # in the other processes, until they are ready
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


def _begin(parent: int) -> None:
    """Have this process end with the one that started it, however that ends; and say nothing of it."""
    import ctypes

    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the terminal sends it to all: the one that started the others tells
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)  # it ended before that


_PR_SET_PDEATHSIG = 1
"""Linux, ``prctl(2)``."""
