"""What is measured, part by part: each gives what it saw as plain figures, for JSON and for tables."""

import threading

from agents import closed, play, statistics, traces
from agents.profiles import PROFILES
from agents.statistics import mean, percentile
from agents.world import Client

# Requests a second that leave for each agent; of a trace that hardly repeats nearly each is the engine's.
RATE = 8
RATE_MOSTLY_NEW = 2
FEW = 60
# Requests from which on a cache counts as warm.
WARM = 5
RATE_LONG = 25
COLD_REQUESTS = 20
TOGETHER_REQUESTS = 60
TOGETHER_COLD = 12
CROWD_SECONDS = 5
CROWD_ROUNDS = 3
THINK = 0.1
QUARTERS = 4


class Rss:
    """Resident memory of a process at each quarter of a time that is not known before."""

    def __init__(self, process):
        self._process = process
        self._seen = [process.resident_megabytes()]
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def _watch(self):
        while not self._ended.wait(1):
            self._seen.append(self._process.resident_megabytes())

    def quarters(self):
        self._ended.set()
        self._thread.join()
        self._seen.append(self._process.resident_megabytes())
        last = len(self._seen) - 1
        return [self._seen[round(i * last / QUARTERS)] for i in range(QUARTERS + 1)]


def hit_rates(world, seeds, make_trace, rate):
    """All agents at once, open loop, once for each seed."""
    runs = [_one_seed(world, {profile: make_trace(profile, seed) for profile in PROFILES}, rate) for seed in seeds]
    agents = {profile.agent: _agent([run[0][profile] for run in runs]) for profile in PROFILES}
    return {"agents": agents, "sidecars": [sidecar for _, sidecars in runs for sidecar in sidecars]}


def _one_seed(world, by_profile, rate):
    """A TTL is one TokenCache's, so agents with another one have another sidecar."""
    lives = {profile: round(1000 * profile.ttl / play.speed_at(profile, rate)) for profile in PROFILES}
    sidecars = {ttl: world.sidecar(i, ttl) for i, ttl in enumerate(sorted(set(lives.values())))}
    watched = {ttl: Rss(sidecar.process) for ttl, sidecar in sidecars.items()}
    asked = play.at_once(
        *(
            lambda profile=profile, trace=trace: play.open_loop(profile, trace, sidecars[lives[profile]].port, rate)
            for profile, trace in by_profile.items()
        )
    )
    memory = []
    for ttl, sidecar in sidecars.items():
        stats = sidecar.stats()
        memory.append(
            {
                "agents": sum(life == ttl for life in lives.values()),
                "residentMegabytes": watched[ttl].quarters(),
                "responses": stats["memory"],
                "tokens": stats["tokens"]["memory"],
            }
        )
        world.end(sidecar)
    return {p: (trace, replies) for (p, trace), replies in zip(by_profile.items(), asked)}, memory


def _agent(runs):
    """runs: trace and what was asked, of each seed"""
    by_seed = [mean([one.answered.saved for one in asked]) for _, asked in runs]
    warm = [[one.answered.saved for one in asked[WARM:]] for _, asked in runs]
    everything = [one for _, asked in runs for one in asked]
    bound = mean([hit for trace, _ in runs for hit in traces.exact_hits(trace)])
    return {
        "hitRate": mean(by_seed),
        "hitRateBySeed": by_seed,
        "spreadAfterWarmUp": statistics.spread([mean(hits) for hits in warm]),
        "ofThemCollapsed": mean([one.answered.collapsed for one in everything]),
        "tokenHitRate": mean([one.counted.saved for one in everything]),
        "unbounded": bound,
        "ofUnbounded": mean(by_seed) / bound,
        "quarters": [mean(q) for q in zip(*(statistics.progression([o.answered.saved for o in a]) for _, a in runs))],
        "lateSecondsP99": percentile([one.late for one in everything], 0.99),
        "requests": 2 * len(everything),
        "failures": sum((not one.counted.good) + (not one.answered.good) for one in everything),
    }


def beyond_the_ttl(world):
    """One agent's trace that is five times as long as its TTL, by what the TokenCache says of expiry."""
    profile = PROFILES[0]
    trace = traces.long_trace(profile, 1)
    speed = play.speed_at(profile, RATE_LONG)
    variants = [(300, 0), (240, 60), (300, 300)]
    sidecars = [world.sidecar(i, round(1000 * t / speed), round(1000 * s / speed)) for i, (t, s) in enumerate(variants)]
    asked = play.at_once(
        *(lambda s=s: play.open_loop(profile, trace, s.port, RATE_LONG, count_first=False) for s in sidecars)
    )
    for sidecar in sidecars:
        world.end(sidecar)
    bound = mean(traces.exact_hits(trace))
    return [
        {
            "agent": profile.agent,
            "requests": len(trace),
            "ttlSeconds": ttl,
            "staleWhileRevalidateSeconds": stale,
            "hitRate": mean([one.answered.saved for one in replies]),
            "expected": mean(traces.exact_hits(trace, ttl, stale)),
            "unbounded": bound,
            "failures": sum(not one.answered.good for one in replies),
        }
        for (ttl, stale), replies in zip(variants, asked)
    ]


def latencies(world, rates):
    """rates: by agent, the hit rate of each seed"""
    sidecar = world.sidecar(0)
    figures = {}
    for profile in PROFILES:
        timed = closed.latencies(profile, sidecar.port)
        cut, low, high = statistics.cut_interval(timed.misses, timed.hits, rates[profile.agent])
        warm, _, _ = statistics.cut_interval(timed.misses, timed.hits, [1.0])
        rate = mean(rates[profile.agent])
        beside = rate * mean(timed.known) + (1 - rate) * mean(timed.misses)
        ours = rate * mean(timed.hits) + (1 - rate) * mean(timed.misses)
        figures[profile.agent] = {
            "missMillis": _millis(timed.misses),
            "hitMillis": _millis(timed.hits),
            "engineKnowsMillis": _millis(timed.known),
            "cutOfAHit": warm,
            "cut": cut,
            "cutInterval": [low, high],
            "cutBesideEnginesOwnCache": 1 - ours / beside,
        }
    world.end(sidecar)
    return figures


def _millis(seconds):
    figures = {f"p{round(100 * share)}": 1000 * percentile(seconds, share) for share in (0.5, 0.95, 0.99)}
    return {"mean": 1000 * mean(seconds), **figures}


def throughput(world):
    """Each agent's whole trace, alone, closed loop; and its first requests without any cache."""
    sidecar = world.sidecar(0)
    figures = {}
    for profile in PROFILES:
        trace = traces.zipf_trace(profile, 1)
        without = closed.together(sidecar.port, [(profile.agent, profile, trace[:COLD_REQUESTS])], cached=False)
        cached = closed.together(sidecar.port, [(profile.agent, profile, trace)])
        figures[profile.agent] = {
            "without": without.rate,
            "with": cached.rate,
            "ratio": cached.rate / without.rate,
            "hitRate": mean(cached.hits[0]),
            "failures": without.failures + cached.failures,
        }
    world.end(sidecar)
    return figures


def _beside_none(port, workloads):
    """Throughput of those agents at once with and without the cache."""
    first = [(name, profile, trace[:TOGETHER_COLD]) for name, profile, trace in workloads]
    without = closed.together(port, first, cached=False)
    cached = closed.together(port, workloads)
    bounds = [traces.exact_hits(trace) for _, _, trace in workloads]
    return {
        "agents": len(workloads),
        "without": without.rate,
        "with": cached.rate,
        "ratio": cached.rate / without.rate,
        "hitRate": mean([hit for each in cached.hits for hit in each]),
        # More would be another agent's: each asks one at a time and nothing expires.
        "hitsAsOfOwnAlone": cached.hits == bounds,
        "failures": without.failures + cached.failures,
    }


def agents_at_once(world):
    """1, 3 and 5 agents' traces, and what the engine makes of as many without a cache."""
    figures = []
    for agents in (1, 3, 5):
        sidecar = world.sidecar(0)
        loads = [(p.agent, p, traces.zipf_trace(p, 1)[:TOGETHER_REQUESTS]) for p in PROFILES[:agents]]
        speed = closed.words_a_second(sidecar.port, agents, requests=6, tokens_out=48)
        figures.append(_beside_none(sidecar.port, loads) | {"tokensASecond": speed})
        world.end(sidecar)
    return figures


def variants(world):
    """Three variants of one agent at once, each with a namespace and prompts of its own; whole traces."""
    sidecar = world.sidecar(0)
    profile = PROFILES[-1]
    names = ("mutation", "crossover", "selection")
    loads = [
        (f"{profile.agent}/{name}", profile, traces.zipf_trace(profile, seed)) for seed, name in enumerate(names, 1)
    ]
    figures = _beside_none(sidecar.port, loads) | {"names": list(names)}
    world.end(sidecar)
    return figures


def crowds(world):
    """Hits alone: agents at once, then twelve requests at once of each; settings in turn, several times."""
    sidecar = world.sidecar(0)
    closed.crowd(sidecar.port, ["warm-up"] * 12, CROWD_SECONDS, THINK / 5)
    settings = ((1, 1), (3, 1), (5, 1), (12, 1), (1, 12), (6, 12))
    seen = {setting: [] for setting in settings}
    apart = dict.fromkeys(settings, True)
    for once in range(CROWD_ROUNDS):
        for agents, each in settings:
            names = [f"crowd-{once}-{agents}-{each}-{i}" for i in range(agents) for _ in range(each)]
            own, replies = closed.crowd(sidecar.port, names, CROWD_SECONDS, THINK)
            seen[agents, each] += replies
            apart[agents, each] &= own
    world.end(sidecar)
    return [
        {
            "agents": agents,
            "requestsAtOnceOfEach": each,
            "rate": len(replies) / CROWD_SECONDS / CROWD_ROUNDS,
            "millis": _millis([reply.seconds for reply in replies]),
            "apart": apart[agents, each],
            "success": mean([reply.good and reply.hit for reply in replies]),
        }
        for (agents, each), replies in seen.items()
    ]


def sizes(world):
    """Entries at full length: token IDs of all of an agent's prompts, answers of a few."""
    sidecar = world.sidecar(0)
    figures = {}
    for profile in PROFILES:
        client = Client(sidecar.port, profile.agent)
        before = sidecar.stats()
        for prompt in range(profile.distinct):
            client.tokenize(traces.text(profile, prompt, profile.tokens_in))
        for prompt in range(3):
            client.chat(traces.text(profile, prompt, play.SHORT_TOKENS), profile.tokens_out, ignore_eos=True)
        after = sidecar.stats()
        tokens = _each(before["tokens"]["memory"], after["tokens"]["memory"])
        responses = _each(before["memory"], after["memory"])
        figures[profile.agent] = {
            "responseBytes": responses,
            "tokenBytes": tokens,
            "megabytes": profile.distinct * (responses + tokens) / 1e6,
        }
    world.end(sidecar)
    return figures


def _each(before, after):
    return (after["bytes"] - before["bytes"]) / max(1, after["entries"] - before["entries"])
