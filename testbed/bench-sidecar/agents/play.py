"""Plays traces on sidecars."""

import queue
import threading
import time
from dataclasses import dataclass, field

from agents import traces
from agents.world import Client
from bench.processes import BenchError

SPEED = 10
CLIENTS_PER_AGENT = 6
SHORT_TOKENS = 12
LATENCY_PROMPTS = 10
LATENCY_REPEATS = 5
LATENCY_SHARE = 8
LATENCY_TOKENS_OUT = 8
CROWD_SECONDS = 3


@dataclass
class Played:
    """hits of either layer, in the order of the trace; failures: requests without status 200"""

    responses: list = field(default_factory=list)
    tokens: list = field(default_factory=list)
    failures: int = 0


def hit_rates(profile, trace, port):
    """At its arrival times, 10 times faster; whoever is late does not keep the others from leaving."""
    played = Played([False] * len(trace), [False] * len(trace))
    due = queue.Queue()
    locked = threading.Lock()

    def work():
        client = Client(port, profile.agent)
        while (i := due.get()) is not None:
            text = traces.text(profile, trace[i].prompt, SHORT_TOKENS)
            counted, tokens_hit = client.tokenize(text)
            answered, hit = client.chat(text, 1)
            with locked:
                played.tokens[i], played.responses[i] = tokens_hit, hit
                played.failures += (counted != 200) + (answered != 200)

    workers = [threading.Thread(target=work) for _ in range(CLIENTS_PER_AGENT)]
    for worker in workers:
        worker.start()
    began = time.monotonic()
    for i, request in enumerate(trace):
        time.sleep(max(0.0, began + request.at / SPEED - time.monotonic()))
        due.put(i)
    for _ in workers:
        due.put(None)
    for worker in workers:
        worker.join()
    return played


def latencies(profile, port):
    """Seconds of misses, each a prompt that the engine has never seen, and of hits of the same."""
    client = Client(port, profile.agent)
    misses, hits = [], []
    for prompt in range(LATENCY_PROMPTS):
        text = traces.text(profile, prompt, profile.tokens_in // LATENCY_SHARE)
        for again in range(1 + LATENCY_REPEATS):
            began = time.monotonic()
            status, hit = client.chat(text, LATENCY_TOKENS_OUT)
            taken = time.monotonic() - began
            if status != 200 or hit != (again > 0):
                raise BenchError(f"status {status}, hit {hit} at request {again} for one prompt")
            (hits if hit else misses).append(taken)
    return misses, hits


def at_once(port, agents, seconds=CROWD_SECONDS):
    """So many agents ask one after the other for what is kept: latencies of all, hits only."""
    taken = []
    locked = threading.Lock()
    begin = threading.Barrier(agents)

    def work(number):
        client = Client(port, f"crowd-{number}")
        client.chat("what is kept", 1)
        begin.wait()
        mine = []
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            # As agents do that think between two questions.
            time.sleep(0.05)
            began = time.monotonic()
            status, hit = client.chat("what is kept", 1)
            mine.append((time.monotonic() - began, status == 200 and hit))
        with locked:
            taken.extend(mine)

    workers = [threading.Thread(target=work, args=(i,)) for i in range(agents)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return taken
