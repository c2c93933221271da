"""Firefox, spoken to over Marionette (its own remote protocol), to see what it prints."""

from __future__ import annotations

import base64
import json
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

_SECONDS = 60
_PAPER = {"A4": (21.0, 29.7), "Letter": (21.59, 27.94)}


@dataclass(frozen=True, slots=True)
class Firefox:
    """A running Firefox. A message is its length, a colon, and JSON: `[0, number, command, parameters]`."""

    connection: socket.socket
    numbers: Iterator[int]

    def call(self, command: str, **parameters: Any) -> Any:
        message = json.dumps([0, next(self.numbers), command, parameters]).encode()
        self.connection.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self.receive()
        assert error is None, error
        return result

    def receive(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._read(1)
        left, message = int(length[:-1]), b""
        while len(message) < left:
            message += self._read(left - len(message))
        return json.loads(message)

    def _read(self, most: int) -> bytes:
        data = self.connection.recv(most)
        assert data, "Firefox has closed the connection"
        return data

    def printed(self, page: Path, paper: str) -> bytes:
        """The PDF of a page, as Firefox prints it."""
        self.call("WebDriver:Navigate", url=page.as_uri())
        width, height = _PAPER[paper]
        made = self.call("WebDriver:Print", page={"width": width, "height": height}, background=False)
        return base64.b64decode(made["value"])


@contextmanager
def started(path: str) -> Iterator[Firefox]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        Path(profile, "user.js").write_text(f'user_pref("marionette.port", {port});\n')
        command = [path, "--headless", "--marionette", "--no-remote", "--profile", profile]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            with _connected(port) as connection:
                firefox = Firefox(connection, count(1))
                firefox.receive()
                firefox.call("WebDriver:NewSession", capabilities={})
                yield firefox
        finally:
            process.terminate()
            process.wait(_SECONDS)


def _connected(port: int) -> socket.socket:
    until = time.monotonic() + _SECONDS
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=_SECONDS)
        except OSError:
            assert time.monotonic() < until, "Firefox does not answer"
            time.sleep(0.2)
