"""The parts of the bench: each starts who it needs, measures in interleaved rounds, gives figures."""

import time

from bench import ports
from bench.figures import Figure, differences, number, ratios
from bench.load import LONG_STREAMS, PASSED, REPLAYED, STREAMED, Bodies, Latencies, ask
from bench.processes import BenchError

# So many requests a second that no contender is near its limit, LiteLLM apart.
RATE = 1_000
STREAM_RATE = 200
# The compilers have most of it behind them then; they share the proxy's one processor.
WARM_SECONDS = 15
# Where what is left for compilers would be most of what is measured, as they hold the processor for
# milliseconds at a time: for p99. Where both contenders need it, for both.
LONG_WARM_SECONDS = 40
# What LiteLLM can bear.
GATEWAY_RATE = 50
GATEWAY_CONNECTIONS = 8
OUTAGE_RATE = 500


class Rounds:
    """Measures everybody once a round, in another order each time."""

    def __init__(self, count):
        self.count = count

    def run(self, measures):
        """measures: name to what gives one value; gives name to the values of all rounds."""
        seen = {name: [] for name in measures}
        names = list(measures)
        for turn in range(self.count):
            shift = turn % len(names)
            for name in names[shift:] + names[:shift]:
                seen[name].append(measures[name]())
        return seen


def throughput(generator, rounds, of, bodies, seconds=2):
    """Requests a second, by contender."""
    return rounds.run({name: lambda port=port: generator.throughput(port, bodies, seconds) for name, port in of.items()})


def latencies(generator, rounds, of, bodies, rate, seconds=3):
    return rounds.run({name: lambda port=port: generator.latencies(port, bodies, rate, seconds) for name, port in of.items()})


def compared(what, seen, peers, goals):
    """Requests a second of each, and the sidecar's ratio to each peer."""
    figures = [Figure.estimated(f"{what}, {name}", values, "/s") for name, values in seen.items()]
    for name in peers:
        spare = min(min(ratios(seen["direct"], seen[each])) for each in ("sidecar", name))
        note = "" if spare > 1.25 else "the generator is near its limit: the better one may be better still"
        values = ratios(seen["sidecar"], seen[name])
        figures.append(Figure.estimated(f"{what}, sidecar / {name}", values, "x", goals.get(name), True, note))
    return figures


def added(what, seen, rate, judged=()):
    """Milliseconds that each adds to the direct way at equal load; the sidecar's less the peer's."""
    figures = []
    for share in ("p50", "p99"):
        pick = {name: [getattr(sample, share) for sample in samples] for name, samples in seen.items()}
        figures.append(Figure.estimated(f"{what} {share} at {rate}/s, direct", pick["direct"], "ms"))
        for name in [n for n in seen if n != "direct"]:
            figures.append(Figure.estimated(f"{what} {share} added, {name}", differences(pick[name], pick["direct"]), "ms"))
        for name in judged:
            figures.append(
                Figure.estimated(
                    f"{what} {share}, sidecar less {name}",
                    differences(pick["sidecar"], pick[name]),
                    "ms",
                    goal=0 if share == "p99" and name == "nginx" else None,
                )
            )
    return figures


def warmed_up(what, generator, of, bodies, rate):
    """Warms up until the compilers have little left to do, which have turns of some milliseconds on
    the proxy's one processor; gives what p99 was while they had much."""
    generator.throughput(ports.SIDECAR, bodies, WARM_SECONDS)
    seen = {name: generator.latencies(of[name], bodies, rate, 3).p99 for name in ("direct", "nginx", "sidecar")}
    generator.throughput(ports.SIDECAR, bodies, LONG_WARM_SECONDS - WARM_SECONDS)
    return [
        Figure(f"{what} p99 added at {rate}/s, compilers at work, {name}", seen[name] - seen["direct"], "ms")
        for name in ("nginx", "sidecar")
    ]


def passing(contenders, generator, rounds):
    """Pass-through, answers in one piece."""
    contenders.mock()
    contenders.nginx()
    contenders.haproxy()
    contenders.sidecar()
    of = {"direct": ports.MOCK, "nginx": ports.NGINX, "haproxy": ports.HAPROXY, "sidecar": ports.SIDECAR}
    figures = warmed_up("pass-through", generator, of, PASSED, RATE)
    seen = throughput(generator, rounds, of, PASSED)
    figures += compared("pass-through", seen, ("nginx", "haproxy"), {})
    return figures + added("pass-through", latencies(generator, rounds, of, PASSED, RATE), RATE, ("nginx", "haproxy"))


def streaming(contenders, generator, rounds):
    """Pass-through of streams of 16 tokens."""
    contenders.streams()
    contenders.nginx()
    contenders.haproxy()
    contenders.sidecar(upstream=ports.STREAMS)
    of = {
        "direct": ports.STREAMS,
        "nginx": ports.NGINX_STREAMS,
        "haproxy": ports.HAPROXY_STREAMS,
        "sidecar": ports.SIDECAR,
    }
    figures = warmed_up("stream of 16 tokens", generator, of, STREAMED, STREAM_RATE)
    seen = throughput(generator, rounds, of, STREAMED)
    figures += compared("streams", seen, ("nginx", "haproxy"), {})
    timed = latencies(generator, rounds, of, STREAMED, STREAM_RATE)
    return figures + added("stream of 16 tokens", timed, STREAM_RATE, ("nginx", "haproxy"))


def replay(contenders, generator, rounds):
    """Answers that are kept in memory, 200 of them, asked for by POST with a body of half a kilobyte."""
    contenders.mock()
    contenders.nginx()
    contenders.varnish()
    contenders.sidecar()
    # Direct is no replay: it tells how much the generator can do.
    of = {"direct": ports.MOCK, "nginx": ports.NGINX_CACHE, "varnish": ports.VARNISH, "sidecar": ports.SIDECAR}
    for port in of.values():
        generator.throughput(port, REPLAYED, 2)
    generator.throughput(ports.SIDECAR, REPLAYED, WARM_SECONDS)
    seen = throughput(generator, rounds, of, REPLAYED)
    figures = compared("replay from memory", seen, ("nginx", "varnish"), {"nginx": 1})
    timed = latencies(generator, rounds, of, REPLAYED, RATE)
    for share in ("p50", "p99"):
        pick = {name: [getattr(sample, share) for sample in samples] for name, samples in timed.items()}
        for name, values in pick.items():
            figures.append(Figure.estimated(f"replay from memory {share} at {RATE}/s, {name}", values, "ms"))
    return figures


def starting(contenders, generator, rounds):
    """From the process's start to the first answer, and what it takes when nobody asks."""
    contenders.mock()
    live, first, idle = [], [], []
    for _ in range(rounds.count):
        sidecar = contenders.sidecar(ready=False)
        live.append(sidecar.await_status(f"http://127.0.0.1:{ports.OBSERVE}/health/live"))
        sidecar.await_that(lambda: generator.once(ports.SIDECAR, PASSED), "answer", 10)
        first.append(sidecar.age())
        time.sleep(3)
        idle.append(sidecar.resident_megabytes())
        contenders.end(sidecar)
    return [
        Figure.estimated("start to /health/live", live, "s"),
        Figure.estimated("start to the first answer of the upstream", first, "s", goal=0.5),
        Figure.estimated("resident, idle", idle, "MB", goal=80),
    ]


def memory(contenders, generator, rounds):
    """Resident while 500 streams are open, each of 50 tokens in 5 s; then after much traffic."""
    contenders.streams(gap="100ms")
    sidecar = contenders.sidecar(upstream=ports.STREAMS)
    peaks = []

    def watch():
        peaks.append(sidecar.resident_megabytes())

    answers = generator.attack(ports.SIDECAR, LONG_STREAMS, 100, 12, watch)
    bad = sum(not answer.is_good() for answer in answers)
    return [
        Figure("resident, 500 streams", max(peaks), "MB", goal=150),
        Figure("streams of these that failed", bad, goal=0),
    ]


def answering(generator, gateway):
    """LiteLLM's first answer takes seconds."""
    gateway.await_that(lambda: generator.once(ports.LITELLM, PASSED), "answer", 120)


def litellm(contenders, generator, rounds):
    """The same pass-through as LiteLLM's, at a rate that it can bear."""
    contenders.mock()
    answering(generator, contenders.gateway())
    contenders.sidecar()
    of = {"direct": ports.MOCK, "litellm": ports.LITELLM, "sidecar": ports.SIDECAR}
    generator.throughput(ports.SIDECAR, PASSED, WARM_SECONDS)
    generator.throughput(ports.LITELLM, PASSED, WARM_SECONDS, GATEWAY_CONNECTIONS)
    seen = rounds.run(
        {
            "litellm": lambda: generator.throughput(ports.LITELLM, PASSED, 4, GATEWAY_CONNECTIONS),
            "sidecar": lambda: generator.throughput(ports.SIDECAR, PASSED, 2),
            "direct": lambda: generator.throughput(ports.MOCK, PASSED, 2),
        }
    )
    figures = compared("pass-through beside LiteLLM", seen, ("litellm",), {"litellm": 10})
    timed = latencies(generator, rounds, of, PASSED, GATEWAY_RATE, 4)
    return figures + added("pass-through beside LiteLLM", timed, GATEWAY_RATE, ("litellm",))


def shared(contenders, generator, rounds):
    """Replay from Redis, by a sidecar whose memory holds nothing, beside LiteLLM with the same Redis."""
    contenders.mock()
    contenders.redis()
    answering(generator, contenders.gateway(with_redis=True))
    contenders.sidecar(memory_bytes=1, redis=True)
    of = {"litellm": ports.LITELLM, "sidecar": ports.SIDECAR}
    for port in of.values():
        # Twice each of the 200: so that they are kept, and read back.
        generator.attack(port, REPLAYED, GATEWAY_RATE, 2 * len(REPLAYED.texts) // GATEWAY_RATE)
    started = latencies(generator, Rounds(1), of, REPLAYED, GATEWAY_RATE, 8)
    generator.throughput(ports.LITELLM, REPLAYED, LONG_WARM_SECONDS, GATEWAY_CONNECTIONS)
    generator.throughput(ports.SIDECAR, REPLAYED, LONG_WARM_SECONDS)
    timed = latencies(generator, rounds, of, REPLAYED, GATEWAY_RATE, 8)
    figures = [Figure(f"replay from Redis p99 at {GATEWAY_RATE}/s just after the start, {name}", first[0].p99, "ms") for name, first in started.items()]
    for share in ("p50", "p99"):
        pick = {name: [getattr(sample, share) for sample in samples] for name, samples in timed.items()}
        for name, values in pick.items():
            figures.append(Figure.estimated(f"replay from Redis {share} at {GATEWAY_RATE}/s, {name}", values, "ms"))
        goal = 0.2 if share == "p99" else None
        what = f"replay from Redis {share}, sidecar / litellm"
        figures.append(Figure.estimated(what, ratios(pick["sidecar"], pick["litellm"]), "x", goal))
    lookups = contenders.metric("rampwright_sidecar_cache_lookups_total")
    hits, all_of = lookups.get(("redis", "hit"), 0), sum(n for (layer, _), n in lookups.items() if layer == "redis")
    figures.append(Figure("lookups in Redis that hit", hits / all_of, goal=0.9, at_least=True))
    return figures


# Bounds in milliseconds of the parts of a lookup, by how their names begin (A1).
PART_GOALS = {"key": 1, "round trip": 5, "decoding": 2}


def lookup(contenders, generator, rounds):
    """Key, round trip and decoding of what is kept in Redis, and a thousand damaged entries."""
    contenders.redis()
    figures = []
    for name, p50, p99, longest, served in contenders.lookups():
        if name.startswith("damage"):
            figures.append(Figure("damaged entries served, of 1,000", served, goal=0))
            figures.append(Figure(f"{name}, longest of 1,000", longest, "ms", goal=1, note=f"p99 {number(p99)}"))
        else:
            goal = next(goal for begin, goal in PART_GOALS.items() if name.startswith(begin))
            note = f"p50 {number(p50)}, longest {number(longest)}"
            figures.append(Figure(f"{name}, p99", p99, "ms", goal=goal, note=note))
    return figures


def together(contenders, generator, rounds):
    """A hundred clients ask the same at the same moment, once a round; the upstream takes 0.3 s."""
    contenders.streams(gap="300ms")
    contenders.sidecar(upstream=ports.STREAMS)
    calls = []
    for turn in range(rounds.count):
        before = contenders.metric("rampwright_sidecar_cache_lookups_total")
        bodies = Bodies(f"same-{turn}", (ask(f"same {turn}", temperature=0, max_tokens=1),))
        answers = generator.attack(ports.SIDECAR, bodies, 1_000, 0.1)
        if any(not answer.is_good() for answer in answers):
            raise BenchError("some of the identical requests were not answered")
        after = contenders.metric("rampwright_sidecar_cache_lookups_total")
        joined = after.get(("flight", "hit"), 0) - before.get(("flight", "hit"), 0)
        missed = after.get(("memory", "miss"), 0) - before.get(("memory", "miss"), 0)
        calls.append(missed - joined)
    return [Figure("calls upstream for 100 identical misses, most", max(calls), goal=1)]


def killed(contenders, generator, rounds):
    """Redis is killed under load: what clients see of it."""
    contenders.mock()
    redis = contenders.redis()
    contenders.sidecar(memory_bytes=1, redis=True)
    generator.throughput(ports.SIDECAR, REPLAYED, WARM_SECONDS)
    steps = iter([None] * 15 + [redis.kill])
    killed_at = []

    def meanwhile():
        step = next(steps, None)
        if step:
            killed_at.append(time.time())
            step()

    answers = generator.attack(ports.SIDECAR, REPLAYED, OUTAGE_RATE, 10, meanwhile)
    before = Latencies.of([a for a in answers if a.sent < killed_at[0] - 0.2])
    around = Latencies.of([a for a in answers if -0.2 <= a.sent - killed_at[0] < 1])
    after = Latencies.of([a for a in answers if a.sent >= killed_at[0] + 1])
    return [
        Figure("errors when Redis is killed", sum(not a.is_good() for a in answers), goal=0),
        Figure(f"p99 at {OUTAGE_RATE}/s before", before.p99, "ms"),
        Figure("p99 added in the second after it was killed", around.p99 - before.p99, "ms", goal=60),
        Figure("p99 added once the breaker is open", after.p99 - before.p99, "ms", goal=1),
    ]


PARTS = {
    "litellm": litellm,
    "redis": shared,
    "lookup": lookup,
    "together": together,
    "killed": killed,
    "pass": passing, "stream": streaming, "replay": replay, "start": starting, "memory": memory,
}
