"""Processes that answer queries, so that one which takes too long can be ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from queue import Empty, SimpleQueue

from argmap.query import worker
from argmap.query.worker import Task


class TimedOut(Exception):
    """The query was ended."""


class Busy(Exception):
    """No process became free in time."""


class _Worker:
    def __init__(self) -> None:
        command = [sys.executable, "-P", "-m", worker.__name__]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, task: Task, seconds: float) -> tuple[str, bytes]:
        """Give a task; end the process if it takes longer."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            self._process.kill()

        timer = threading.Timer(seconds, stop)
        timer.start()
        try:
            return self._exchange(task)
        except (OSError, EOFError, ValueError):
            self.stop()
            if late.is_set():
                raise TimedOut from None
            return worker.FAILED, b"it overwhelmed the engine (memory or nesting)"
        finally:
            timer.cancel()

    def _exchange(self, task: Task) -> tuple[str, bytes]:
        given, answered = self._process.stdin, self._process.stdout
        if given is None or answered is None:
            raise EOFError
        given.write(json.dumps(task).encode("ascii") + b"\n")
        given.flush()
        head = json.loads(answered.readline())
        body = answered.read(head["size"])
        if len(body) != head["size"]:
            raise EOFError
        return head["status"], body

    def stop(self) -> None:
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue
        self._process.wait()


class Pool:
    """A number of processes, started when first needed and replaced when ended."""

    def __init__(self, size: int) -> None:
        """Take how many queries may run at once."""
        self._idle: SimpleQueue[_Worker | None] = SimpleQueue()
        for _ in range(size):
            self._idle.put(None)
        self._size = size

    def ask(self, task: Task, seconds: float) -> tuple[str, bytes]:
        """Run a query; return status and body (:func:`argmap.query.worker.answer`).

        Args:
            task: The query.
            seconds: For waiting and answering together.

        Raises:
            TimedOut: It took too long and was ended.
            Busy: All processes were taken all that time.
        """
        end = time.monotonic() + seconds
        try:
            found = self._idle.get(timeout=seconds)
        except Empty:
            raise Busy from None
        try:
            if found is None or not found.alive:
                found = _Worker()
            return found.ask(task, max(0.05, end - time.monotonic()))
        finally:
            self._idle.put(found)

    def warm(self) -> None:
        """Start a process before it is needed."""
        found = self._idle.get()
        self._idle.put(found or _Worker())

    def close(self) -> None:
        """End all processes."""
        for _ in range(self._size):
            try:
                found = self._idle.get(timeout=1)
            except Empty:
                return
            if found is not None:
                found.stop()
