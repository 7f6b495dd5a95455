"""Makes traces: the same parameters and seed give the same requests, on every machine."""

import itertools
import random
from bisect import bisect
from dataclasses import dataclass, replace

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


def long_trace(profile, seed):
    """One that goes on for five times as long as its answers live."""
    return zipf_trace(replace(profile, requests=round(5 * profile.ttl * profile.rate)), seed)


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


def text(profile, prompt, tokens, edition=""):
    """A prompt of about that many tokens (a word is one, mostly), unlike all others from its start.

    edition: tells apart prompts that are the same for a trace, but shall be new to the engine
    """
    words = itertools.islice(itertools.cycle(WORDS), prompt % len(WORDS), prompt % len(WORDS) + max(1, tokens - 8))
    return f"{profile.agent} {edition}{prompt}: {' '.join(words)}"


def exact_hits(trace, ttl=None, stale=0.0):
    """Which requests an exact cache without bounds would answer.

    ttl: seconds after which an entry expires; none: never
    stale: seconds for which an entry that has expired is replayed still, while it is renewed
    """
    expires = {}
    hits = []
    for request in trace:
        until = expires.get(request.prompt)
        hit = until is not None and request.at < until + stale
        if not hit or request.at >= until:
            expires[request.prompt] = request.at + ttl if ttl else float("inf")
        hits.append(hit)
    return hits
