"""Starts processes on a processor of their own, waits until they answer, ends them."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path


class BenchError(Exception):
    """Something that the bench needs is not there; the message says what."""


def pick_processors():
    """One for the proxy, one for all else."""
    allowed = sorted(os.sched_getaffinity(0))
    if len(allowed) < 2:
        raise BenchError("the bench needs two processors: one for the proxy, one for upstream and generator")
    return allowed[0], allowed[1]


PROXY_CPU, OTHER_CPU = pick_processors()


class Process:
    """A child with a log file; ended with its whole group."""

    def __init__(self, name, command, cpu, log_folder, env=None):
        self.name = name
        self.log = Path(log_folder) / f"{name}.log"
        self._out = self.log.open("ab")
        self.started_at = time.monotonic()
        self._child = subprocess.Popen(
            ["taskset", "-c", str(cpu), *map(str, command)],
            stdout=self._out,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(env or {})},
            start_new_session=True,
        )

    @property
    def pid(self):
        return self._child.pid

    def is_alive(self):
        return self._child.poll() is None

    def await_port(self, port, seconds=60):
        self.await_that(lambda: accepts(port), f"port {port}", seconds)

    def await_status(self, url, seconds=60, headers=None):
        """Waits until a GET is answered 200; gives the seconds since the process was started."""
        self.await_that(lambda: status(url, headers) == 200, url, seconds)
        return self.age()

    def age(self):
        """Seconds since it was started."""
        return time.monotonic() - self.started_at

    def await_that(self, holds, what, seconds):
        deadline = time.monotonic() + seconds
        while not holds():
            if not self.is_alive():
                raise BenchError(f"{self.name} ended: see {self.log}")
            if time.monotonic() > deadline:
                raise BenchError(f"{self.name}: no {what} within {seconds} s, see {self.log}")
            time.sleep(0.002)

    def resident_megabytes(self):
        """Of the process and its children."""
        total = 0
        for pid in [self.pid, *descendants(self.pid)]:
            try:
                for line in Path(f"/proc/{pid}/status").read_text().splitlines():
                    if line.startswith("VmRSS:"):
                        total += int(line.split()[1])
            except FileNotFoundError:
                pass
        return total / 1000

    def end(self):
        for number in (signal.SIGTERM, signal.SIGKILL):
            if self.is_alive():
                try:
                    os.killpg(self.pid, number)
                    self._child.wait(10)
                except (ProcessLookupError, subprocess.TimeoutExpired):
                    pass
        self._out.close()

    def kill(self):
        os.killpg(self.pid, signal.SIGKILL)
        self._child.wait()


def descendants(pid):
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return []
    return [found for child in map(int, children) for found in [child, *descendants(child)]]


def accepts(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def status(url, headers=None, body=None):
    """Of a GET, or of a POST where there is a body; 0 where nothing answers."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, headers or {}), timeout=5) as answer:
            return answer.status
    except urllib.error.HTTPError as e:
        return e.code
    except OSError:
        return 0
