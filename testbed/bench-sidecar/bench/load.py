"""Generators. wrk keeps a fixed number of connections busy and tells how many requests a second get
through; vegeta sends at a fixed rate, whatever becomes of the answers, and tells each one's time."""

import base64
import csv
import json
import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from bench.figures import percentile
from bench.processes import OTHER_CPU, BenchError, status

KEY = "sk-bench-client-key"
PATH = "/v1/chat/completions"


def ask(prompt, stream=False, **more):
    """The body of a request; about 40 tokens of prompt with its filler."""
    filler = "You are an assistant that answers in one sentence and says nothing that it does not know. "
    messages = [{"role": "system", "content": filler}, {"role": "user", "content": f"{filler} Question {prompt}?"}]
    return json.dumps({"model": "mock", "messages": messages, "stream": stream, **more})


@dataclass(frozen=True)
class Bodies:
    """Request bodies, sent in turn."""

    name: str
    texts: tuple

    def file(self, folder):
        path = Path(folder) / f"{self.name}.bodies"
        path.write_text("\n".join(self.texts) + "\n")
        return path


# May not be replayed: nobody asked for a deterministic answer.
PASSED = Bodies("passed", tuple(ask(n, temperature=0.7) for n in range(16)))
REPLAYED = Bodies("replayed", tuple(ask(n, temperature=0) for n in range(200)))
STREAMED = Bodies("streamed", tuple(ask(n, stream=True, temperature=0.7, max_tokens=16) for n in range(16)))
LONG_STREAMS = Bodies("long", tuple(ask(n, stream=True, temperature=0.7, max_tokens=50) for n in range(16)))


class Generator:
    """Runs on the processor that the proxy does not have."""

    def __init__(self, folder, vegeta, peers):
        self._folder = Path(folder)
        self._vegeta = vegeta
        self._script = Path(peers) / "post.lua"

    def throughput(self, port, bodies, seconds, connections=32):
        """Requests a second with all connections busy; every answer must be a 2xx."""
        done = subprocess.run(
            [
                *("taskset", "-c", str(OTHER_CPU), "wrk", "-t1", f"-c{connections}", f"-d{seconds}s"),
                *("-s", str(self._script), f"http://127.0.0.1:{port}{PATH}"),
            ],
            env={**os.environ, "BENCH_BODIES": str(bodies.file(self._folder)), "BENCH_KEY": KEY},
            capture_output=True,
            text=True,
            check=True,
        )
        line = next(line for line in done.stdout.splitlines() if line.startswith("bench "))
        requests, micros, bad, broken, _ = map(int, line.split()[1:])
        if bad or broken or not requests:
            raise BenchError(f"port {port}: {bad} bad answers, {broken} broken connections of {requests}")
        return requests / (micros / 1e6)

    def latencies(self, port, bodies, rate, seconds):
        """Of each answer's last byte, at a fixed rate."""
        answers = self.attack(port, bodies, rate, seconds)
        bad = [a for a in answers if not a.is_good()]
        if bad:
            raise BenchError(f"port {port}: {len(bad)} of {len(answers)} answers are bad, such as {bad[0]}")
        if len(answers) < 0.98 * rate * seconds:
            raise BenchError(f"the generator sent {len(answers)} of {rate * seconds} requests: too little headroom")
        return Latencies.of(answers)

    def once(self, port, bodies):
        """Whether one request is answered well."""
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {KEY}"}
        return status(f"http://127.0.0.1:{port}{PATH}", headers, bodies.texts[0].encode()) == 200

    def attack(self, port, bodies, rate, seconds, meanwhile=None):
        """What became of each request; meanwhile is called five times a second."""
        targets = self._targets(port, bodies)
        results = self._folder / "attack.bin"
        table = self._folder / "attack.csv"
        pinned = ("taskset", "-c", str(OTHER_CPU), self._vegeta)
        # A thread for its one processor; collected seldom, as a collection stops the clock of all.
        env = {**os.environ, "GOMAXPROCS": "1", "GOGC": "400"}
        attack = subprocess.Popen(
            [
                *pinned,
                *("attack", "-format=json", f"-targets={targets}", f"-rate={rate}/s", f"-duration={round(seconds * 1000)}ms"),
                *("-workers=16", "-max-workers=2000", "-max-body=0", "-timeout=30s", f"-output={results}"),
            ],
            env=env,
        )
        while attack.poll() is None:
            time.sleep(0.2)
            if meanwhile:
                meanwhile()
        if attack.returncode:
            raise BenchError(f"vegeta ended with status {attack.returncode}")
        subprocess.run([*pinned, "encode", "-to=csv", f"-output={table}", str(results)], env=env, check=True)
        with table.open(newline="") as file:
            return [Answer.of(row) for row in csv.reader(file)]

    def _targets(self, port, bodies):
        path = self._folder / f"{bodies.name}-{port}.targets"
        headers = {"Content-Type": ["application/json"], "Authorization": [f"Bearer {KEY}"]}
        with path.open("w") as file:
            for text in bodies.texts:
                target = {
                    "method": "POST",
                    "url": f"http://127.0.0.1:{port}{PATH}",
                    "header": headers,
                    "body": base64.b64encode(text.encode()).decode(),
                }
                file.write(json.dumps(target) + "\n")
        return path


@dataclass(frozen=True)
class Answer:
    """What became of one request: when it was sent (seconds since 1970), its status, 0 where there
    was none, how long its answer took in milliseconds, and what went wrong."""

    sent: float
    status: int
    millis: float
    error: str

    @staticmethod
    def of(row):
        return Answer(int(row[0]) / 1e9, int(row[1]), int(row[2]) / 1e6, row[5])

    def is_good(self):
        return 200 <= self.status < 300 and not self.error


@dataclass(frozen=True)
class Latencies:
    """Milliseconds."""

    p50: float
    p99: float

    @staticmethod
    def of(answers):
        ordered = sorted(answer.millis for answer in answers)
        return Latencies(percentile(ordered, 0.5), percentile(ordered, 0.99))
