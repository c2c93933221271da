"""A file and the name of its format → its text, or a fault if the reader crashes, times out or runs out of memory.

The parsers of HTML and PDF are native code that reads files from anywhere, so each file has a process of its own:
``python -m quizgen.copies.sandbox FORMAT FILE`` writes one JSON object to its standard output.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from quizgen.copies.formats.extract import MEGABYTE, Entry, Extract, Fault, Metadata, Unit
from quizgen.copies.formats.format import FolderFormat, Format
from quizgen.copies.formats.registry import find_format
from quizgen.project.read import open_file, real_path, reason_of

SECONDS = 60
"""A book of 1,000 pages takes about 5 seconds; after a minute the reader has most likely hung."""
MEMORY = 2048 * MEGABYTE
"""The limit of the process's address space in bytes, on systems that support one (Linux)."""


def read_in_sandbox(form: Format, file: Path) -> Extract | Fault:
    """Read a copy in a registered format in a subprocess."""
    package = Path(__file__).parents[2]
    paths = filter(None, (str(package), os.environ.get("PYTHONPATH")))
    there = str(real_path(file))  # `/dev/stdin` would be another file in the subprocess
    try:
        done = subprocess.run(  # noqa: S603 - this very program
            # -P: a module in the working directory must not shadow one of the standard library.
            [sys.executable, "-P", "-m", "quizgen.copies.sandbox", form.name, there],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _broken_off(form, f"reading it took more than {SECONDS} seconds")
    except OSError as error:
        message = f"its reader cannot be started: {reason_of(error)}"
        return Fault("copy-unreadable", message, "Is the machine out of memory?")
    if done.returncode != 0:
        return _broken_off(form, "its reader broke off")
    return _from_json(json.loads(done.stdout))


def _broken_off(form: Format, how: str) -> Fault:
    hint = "It is damaged, or made to do harm. Take it anew from where you have it, or make plain text of it."
    return Fault("copy-damaged", f"this copy ({form.title}) cannot be read: {how}", hint)


def _from_json(read: Mapping[str, object]) -> Extract | Fault:
    def fault(value: object) -> Fault | None:
        return Fault(*map(str, value.values())) if isinstance(value, dict) else None

    if found := fault(read.get("fault")):
        return found
    lines, headings, metadata, contents = (read[name] for name in ("lines", "headings", "metadata", "contents"))
    assert isinstance(lines, list) and isinstance(headings, list)
    assert isinstance(metadata, dict) and isinstance(contents, list)
    return Extract(
        tuple(lines),
        Unit(str(read["unit"])),
        tuple((index, level) for index, level in headings),
        doubt=fault(read["doubt"]),
        metadata=Metadata(**metadata),
        contents=tuple(Entry(**entry) for entry in contents),
    )


# --- in the subprocess ------------------------------------------------------------------------


def limit_process(seconds: int = SECONDS, file_size: int = 0) -> None:
    """Limit this process's memory, CPU time and size of written files, where the system supports it."""
    try:
        import resource
    except ImportError:
        return
    limits = (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, file_size),
        (resource.RLIMIT_CORE, 0),
    )
    for what, most in limits:
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue  # a lower limit is set already, or the system does not know this one


def read_here(form: Format, copy: Path) -> Extract | Fault:
    """Read a copy in this process; raises ``OSError``."""
    if isinstance(form, FolderFormat):
        return form.read(copy)
    with open_file(copy, form.max_bytes) as stream:
        return form.read(stream)


def main() -> None:
    name, file = sys.argv[1:]
    try:
        form = find_format(name)
    except KeyError:
        sys.exit(f"{name}: there is no such format of a copy")
    limit_process()
    try:
        read = read_here(form, Path(file))
    except MemoryError:
        read = _broken_off(form, f"it needs more than {MEMORY // MEGABYTE:,} MB of memory")
    except OSError as error:
        hint = "Check that it is a file you may read."
        read = Fault("copy-unreadable", f"this copy cannot be read: {reason_of(error)}", hint)
    written = {"fault": asdict(read)} if isinstance(read, Fault) else asdict(read)
    sys.stdout.buffer.write(json.dumps(written, ensure_ascii=False).encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
