"""Makes traces: the same parameters and seed give the same requests, on every machine."""

import itertools
import random
from bisect import bisect
from dataclasses import dataclass

WORDS = (
    "the model answers what the agent asks and the cache keeps it for others who ask the same thing"
    " again before its time is up while nobody else may see it because tenants are kept apart"
).split()


@dataclass(frozen=True)
class Request:
    """at: seconds since the trace began; prompt: which of the agent's prompts"""

    at: float
    prompt: int


def zipf_trace(profile, seed):
    """Poisson arrivals, each asking for a prompt by Zipf's law."""
    choice = random.Random(f"{profile.agent}/{seed}")
    weights = list(itertools.accumulate(rank**-profile.zipf for rank in range(1, profile.distinct + 1)))
    return _trace(profile, choice, lambda past: bisect(weights, choice.random() * weights[-1]))


def mostly_new_trace(profile, seed, repeats=0.1):
    """The same arrivals, but only that share of the requests asks for something again."""
    choice = random.Random(f"{profile.agent}/{seed}/mostly new")

    def pick(past):
        if past and choice.random() < repeats:
            return choice.choice(past).prompt
        return 1 + max((request.prompt for request in past), default=-1)

    return _trace(profile, choice, pick)


def _trace(profile, choice, pick):
    trace = []
    at = 0.0
    for _ in range(profile.requests):
        at += choice.expovariate(profile.rate)
        trace.append(Request(at, pick(trace)))
    return trace


def text(profile, prompt, tokens):
    """A prompt of about that many tokens (a word is one, mostly), unlike all others from its start."""
    words = itertools.islice(itertools.cycle(WORDS), prompt % len(WORDS), prompt % len(WORDS) + max(1, tokens - 8))
    return f"{profile.agent} {prompt}: {' '.join(words)}"


def exact_hits(trace, ttl=None):
    """Which requests an exact cache without bounds would answer; without a ttl nothing expires."""
    expires = {}
    hits = []
    for request in trace:
        hit = request.at < expires.get(request.prompt, -1.0)
        if not hit:
            expires[request.prompt] = request.at + ttl if ttl else float("inf")
        hits.append(hit)
    return hits
