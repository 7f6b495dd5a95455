"""Closed loop: each agent has one request at a time, and asks the next when it has its answer."""

import itertools
import time
from dataclasses import dataclass

from agents import play, traces
from agents.world import Client
from bench.processes import BenchError

LATENCY_PROMPTS = 10
LATENCY_REPEATS = 5
# Of the tokens that the profile gives a prompt.
LATENCY_SHARE = 8
TRACE_SHARE = 24
TOKENS_OUT = 8
WARM_UP = 300
# What is played twice is new to the engine each time, which has a cache of prompts of its own.
PLAYED = itertools.count(1)


@dataclass(frozen=True)
class Timed:
    """Seconds of requests: misses, each a prompt that the engine has never seen; hits of the same; and
    known, the same once more past the sidecar's cache, of an engine that has just computed that prompt"""

    misses: list
    hits: list
    known: list


def latencies(profile, port):
    client = Client(port, profile.agent)
    for _ in range(WARM_UP):
        client.chat("what is kept", 1)
    timed = Timed([], [], [])
    for prompt in range(LATENCY_PROMPTS):
        text = traces.text(profile, prompt, profile.tokens_in // LATENCY_SHARE)
        for again in range(1 + LATENCY_REPEATS):
            reply = client.chat(text, TOKENS_OUT)
            if not reply.good or reply.hit != (again > 0):
                raise BenchError(f"{reply} at request {again} for one prompt")
            (timed.hits if again else timed.misses).append(reply.seconds)
        timed.known.append(client.unkept(text, TOKENS_OUT).seconds)
    return timed


@dataclass(frozen=True)
class Pace:
    """What agents got through together. hits: by agent and request"""

    seconds: float
    hits: list
    failures: int

    @property
    def rate(self):
        """Requests a second."""
        return sum(map(len, self.hits)) / self.seconds


def together(port, workloads, cached=True):
    """workloads: (agent's name, profile, trace) of each agent that is at work at the same time.
    Without the cache each request is as long, but for a prompt that the engine has never seen."""
    played = next(PLAYED)

    def work(number, name, profile, trace):
        client = Client(port, name)
        ask = client.chat if cached else client.unkept
        prompts = [request.prompt if cached else i for i, request in enumerate(trace)]
        tokens = profile.tokens_in // TRACE_SHARE
        texts = [traces.text(profile, prompt, tokens, f"{played}.{number} ") for prompt in prompts]
        return [ask(text, TOKENS_OUT) for text in texts]

    began = time.monotonic()
    replies = play.at_once(*(lambda i=i, load=load: work(i, *load) for i, load in enumerate(workloads)))
    seconds = time.monotonic() - began
    failures = sum(not reply.good for each in replies for reply in each)
    return Pace(seconds, [[reply.saved for reply in each] for each in replies], failures)


def words_a_second(port, agents, requests, tokens_out):
    """Tokens a second of an engine that so many agents ask at once, with short prompts and no cache."""

    def work(number):
        client = Client(port, f"speaker-{number}")
        for i in range(requests):
            client.unkept(f"{number} {i}", tokens_out, ignore_eos=True)

    began = time.monotonic()
    play.at_once(*(lambda i=i: work(i) for i in range(agents)))
    return agents * requests * tokens_out / (time.monotonic() - began)


def crowd(port, names, seconds, think):
    """Replies to what is kept, of one client for each of the names, all at once: they think so many
    seconds between two questions, as agents do. Whether each name's first was a miss comes before: all
    ask the same, so that another's answer would be a hit."""
    apart = not any([Client(port, name).chat("what is kept", 1).saved for name in sorted(set(names))])

    def work(name, offset):
        client = Client(port, name)
        time.sleep(offset)
        replies = []
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            time.sleep(think)
            replies.append(client.chat("what is kept", 1))
        return replies

    tasks = (lambda n=n, i=i: work(n, think * i / len(names)) for i, n in enumerate(names))
    return apart, [reply for each in play.at_once(*tasks) for reply in each]
