"""Tasks → their results, worked out by several processes at once where the system allows it.

The processes are forked: each has all that was read so far, and only results pass between them. The executor of
``concurrent.futures`` would need a thread, and leave its processes waiting for ever once this one is killed.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Result = TypeVar("Result")

MOST_PROCESSES = 3
"""Each takes about 6 kB of memory a question, and what cannot be divided soon takes most of the time."""

ENOUGH = 300
"""Questions: with less, one process alone is done before another has begun."""

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
def share_out(tasks: Sequence[Callable[[], Result]], questions: int) -> Iterator[Iterator[tuple[int, Result]]]:
    """Begin with tasks about so many questions; each one's number and result, which can be pickled, as they come.

    This process takes part as soon as it asks for results. What another one fails to do is done again in this one, and
    fails here too if it must.
    """
    with ExitStack() as afterwards:
        numbers = _numbers(len(tasks))
        afterwards.callback(os.close, numbers)
        helpers: list[_Helper[Result]] = []
        for _ in range(min(count_processors(), len(tasks)) - 1 if questions >= ENOUGH else 0):
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
        from multiprocessing import get_context  # takes 10 ms, and mostly there is nothing to share

        self._file = os.memfd_create("quizgen")
        afterwards.callback(os.close, self._file)
        context = get_context("fork")
        self._places, places = context.Pipe(duplex=False)
        afterwards.enter_context(self._places)
        inherited = [helper._places for helper in (*others, self)]
        process = context.Process(target=_help, args=(tasks, numbers, self._file, places, inherited), daemon=True)
        with places:
            process.start()
        afterwards.callback(process.join)
        afterwards.callback(process.terminate)

    def results(self, *, to_the_end: bool) -> Iterator[tuple[int, Result]]:
        """What it has found out since it was last asked; or all that it still finds out."""
        with suppress(EOFError, OSError):  # it is through, or has come to its end halfway
            while to_the_end or self._places.poll():
                number, start, size = self._places.recv()
                yield number, pickle.loads(os.pread(self._file, size, start))  # noqa: S301 (our own process wrote it)


def _help(
    tasks: Sequence[Callable[[], object]],
    numbers: int,
    results: int,
    places: Connection,
    inherited: Sequence[Connection],
) -> None:
    """Do tasks until there are none left; or one cannot be done, or nobody wants them any more."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the terminal sends it to all: one of them tells of it
    for reader in inherited:
        reader.close()  # else a pipe that nobody reads any more would still seem to be read
    start = 0
    with suppress(Exception):
        while (number := _next(numbers)) is not None:
            result = pickle.dumps(tasks[number](), pickle.HIGHEST_PROTOCOL)
            if os.write(results, result) < len(result):
                return  # there is no memory for all of it
            places.send((number, start, len(result)))
            start += len(result)
