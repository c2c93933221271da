"""Tasks → their results, worked out by several processes at once where the system allows it.

The processes are forked: each has all that was read so far, and only results pass between them. The executor of
``concurrent.futures`` would need a thread, and leave its processes waiting for ever once this one is killed; those of
``multiprocessing`` take 10 ms to import.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import struct
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import Generic, NoReturn, TypeVar

Result = TypeVar("Result")

MOST_PROCESSES = 3
"""Each takes up to 8 kB of memory a question, and what cannot be divided soon takes most of the time."""

ENOUGH = 300
"""Questions: with less, there is too little to do for a second process to be worth beginning."""

_NUMBER = 4
"""Bytes."""


def count_processors() -> int:
    """How many processes may work at once: one where a process cannot be forked safely.

    That is so where it has threads; as on macOS, whose libraries start some (Python's manual, ``multiprocessing``).
    """
    if sys.platform != "linux" or not hasattr(os, "memfd_create") or threading.active_count() > 1:
        return 1
    return min(len(os.sched_getaffinity(0)), MOST_PROCESSES)


@contextmanager
def map_parallel(tasks: Sequence[Callable[[], Result]], questions: int) -> Iterator[Iterator[tuple[int, Result]]]:
    """Begin with tasks about so many questions; each one's number and result, which can be pickled, as they come.

    This process takes part as soon as it asks for results. What another one fails to do is done again in this one, and
    fails here too if it must.
    """
    others = min(count_processors(), len(tasks)) - 1 if questions >= ENOUGH else 0
    if others < 1:
        yield ((number, task()) for number, task in enumerate(tasks))
        return
    with ExitStack() as afterwards:
        numbers = _numbers(len(tasks))
        afterwards.callback(os.close, numbers)
        helpers: list[_Helper[Result]] = []
        for _ in range(others):
            with suppress(OSError):  # there may be as many processes or open files as there can be
                helpers.append(_Helper(tasks, numbers, helpers, afterwards))
        yield _results(tasks, numbers, helpers)


def _results(
    tasks: Sequence[Callable[[], Result]], numbers: int, helpers: Sequence[_Helper[Result]]
) -> Iterator[tuple[int, Result]]:
    left = set(range(len(tasks)))
    for number, result in _as_they_come(tasks, numbers, helpers):
        left.remove(number)
        yield number, result
    yield from ((number, tasks[number]()) for number in sorted(left))


def _as_they_come(
    tasks: Sequence[Callable[[], Result]], numbers: int, helpers: Sequence[_Helper[Result]]
) -> Iterator[tuple[int, Result]]:
    while (number := _next(numbers)) is not None:
        yield number, tasks[number]()
        for helper in helpers:
            yield from helper.results(to_the_end=False)
    for helper in helpers:
        yield from helper.results(to_the_end=True)


def _numbers(count: int) -> int:
    """A pipe with numbers from 0 on, as many as it holds: whoever takes one out has that task to do."""
    numbers, filled = os.pipe()
    os.set_blocking(filled, False)
    with suppress(BlockingIOError):
        for number in range(count):
            os.write(filled, number.to_bytes(_NUMBER, "big"))
    os.close(filled)
    return numbers


def _next(numbers: int) -> int | None:
    taken = os.read(numbers, _NUMBER)
    return int.from_bytes(taken, "big") if taken else None


class _Helper(Generic[Result]):
    """Another process that does tasks.

    It writes results to a file in memory, and where each is to a pipe: so it need not wait until they are read.
    """

    def __init__(
        self,
        tasks: Sequence[Callable[[], Result]],
        numbers: int,
        others: Sequence[_Helper[Result]],
        afterwards: ExitStack,
    ) -> None:
        self._results = os.memfd_create("quizgen")
        afterwards.callback(os.close, self._results)
        self._places, places = os.pipe()
        afterwards.callback(os.close, self._places)
        self._news = select.poll()
        self._news.register(self._places)
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # in the other process, until it is ready
        try:
            process = os.fork()
            if not process:
                _help(tasks, numbers, self._results, places, [helper._places for helper in (*others, self)])
        finally:
            os.close(places)
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        afterwards.callback(_end, process)

    def results(self, *, to_the_end: bool) -> Iterator[tuple[int, Result]]:
        """What it has found out since it was last asked; or all that it still finds out."""
        while to_the_end or self._news.poll(0):
            if not (place := os.read(self._places, _PLACE.size)):
                return  # it is through, or came to its end halfway
            number, start, size = _PLACE.unpack(place)
            yield number, pickle.loads(os.pread(self._results, size, start))  # noqa: S301 (our own process wrote it)


_PLACE = struct.Struct("QQQ")
"""The number of a task, and where its result begins and how long it is, in bytes."""


def _help(
    tasks: Sequence[Callable[[], object]], numbers: int, results: int, places: int, inherited: Sequence[int]
) -> NoReturn:
    """Do tasks until there are none left; or one cannot be done, or nobody wants them any more."""
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # the terminal sends it to all: one of them tells of it
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        for reader in inherited:
            os.close(reader)  # else a pipe that nobody reads any more would still seem to be read
        start = 0
        while (number := _next(numbers)) is not None:
            result = pickle.dumps(tasks[number](), pickle.HIGHEST_PROTOCOL)
            if os.write(results, result) < len(result):
                break  # there is no memory for all of it
            os.write(places, _PLACE.pack(number, start, len(result)))
            start += len(result)
    finally:
        os._exit(0)  # without a word, whatever it was: what is not done is done again, and told of then


def _end(process: int) -> None:
    with suppress(ChildProcessError):  # whoever began quizgen may have ended processes forgotten at once
        if os.waitpid(process, os.WNOHANG) == (0, 0):
            os.kill(process, signal.SIGKILL)  # it has nothing to tidy up, and may be told to ignore other signals
            os.waitpid(process, 0)
