"""Plays all that docs/agents.md says, and prints its tables; the last line sums up."""

import argparse
import signal
import sys
import threading
from pathlib import Path

from agents import play, statistics, traces
from agents.profiles import PROFILES, SEEDS
from agents.world import World

TTLS = sorted({profile.ttl for profile in PROFILES})
WARM = 5
# Of a trace that hardly repeats nearly every request is the engine's work.
FEW = 60


def percent(share):
    return f"{100 * share:.1f}%"


class Run:
    """One run of everything, and what came of it."""

    def __init__(self, world, seeds):
        self._world = world
        self._seeds = seeds
        self._epoch = 0
        self.failures = 0
        self.requests = 0

    def fresh_sidecars(self, speed):
        """One for each TTL, none of which has any entry."""
        self._epoch += 1
        return {
            ttl: self._world.sidecar(i, max(1, ttl * 1000 // speed), self._epoch) for i, ttl in enumerate(TTLS)
        }

    def all_agents(self, make_trace):
        """By agent, for each seed: trace and what was hit; and sizes by agent."""
        played = {profile: [] for profile in PROFILES}
        sizes = []
        for seed in self._seeds:
            sidecars = self.fresh_sidecars(play.SPEED)
            before = {ttl: sidecar.process.resident_megabytes() for ttl, sidecar in sidecars.items()}
            threads = []
            for profile in PROFILES:
                trace = make_trace(profile, seed)

                def work(profile=profile, trace=trace):
                    done = play.hit_rates(profile, trace, sidecars[profile.ttl].port)
                    played[profile].append((trace, done))

                threads.append(threading.Thread(target=work))
                threads[-1].start()
            for thread in threads:
                thread.join()
            for ttl, sidecar in sidecars.items():
                stats = sidecar.stats()
                layers = (stats["memory"], stats["tokens"]["memory"])
                sizes.append((ttl, before[ttl], sidecar.process.resident_megabytes(), layers))
                self._world.end(sidecar)
        for results in played.values():
            for trace, done in results:
                self.failures += done.failures
                self.requests += 2 * len(trace)
        return played, sizes

    def latency_table(self, rates):
        """rates: by agent, the hit rate of each seed"""
        print("\n| Agent | miss, mean ms | p95 | hit, mean ms | p95 | cut of the mean on the trace | 95% interval | throughput |")
        print("|---|---|---|---|---|---|---|---|")
        cuts = []
        self._epoch += 1
        sidecar = self._world.sidecar(0, 600_000, self._epoch)
        for profile in PROFILES:
            misses, hits = play.latencies(profile, sidecar.port)
            cut, low, high = statistics.cut_interval(misses, hits, rates[profile])
            cuts.append(cut)
            figures = [
                1000 * figure
                for taken in (misses, hits)
                for figure in (statistics.mean(taken), statistics.percentile(taken, 0.95))
            ]
            print(
                f"| {profile.agent} | {figures[0]:.0f} | {figures[1]:.0f} | {figures[2]:.1f} | {figures[3]:.1f}"
                f" | {percent(cut)} | {percent(low)} to {percent(high)} | {1 / (1 - cut):.1f}x |",
                flush=True,
            )
        self._world.end(sidecar)
        return statistics.mean(cuts)

    def crowd_table(self):
        print("\n| Agents at once | requests a second | p50 ms | p95 ms | p50 against one agent | answered from the cache |")
        print("|---|---|---|---|---|---|")
        self._epoch += 1
        sidecar = self._world.sidecar(0, 600_000, self._epoch)
        play.at_once(sidecar.port, 3)
        alone, slowdowns = None, {}
        for agents in (1, 3, 5, 12):
            taken = play.at_once(sidecar.port, agents)
            times = [1000 * seconds for seconds, _ in taken]
            middle = statistics.percentile(times, 0.5)
            alone = alone or middle
            slowdowns[agents] = middle / alone - 1
            print(
                f"| {agents} | {len(taken) / play.CROWD_SECONDS:.0f} | {middle:.2f} | {statistics.percentile(times, 0.95):.2f}"
                f" | {slowdowns[agents]:+.1%} | {percent(statistics.mean([hit for _, hit in taken]))} |",
                flush=True,
            )
        self._world.end(sidecar)
        return slowdowns[12]


def rates_by_seed(played):
    return {profile: [statistics.mean(done.responses) for _, done in results] for profile, results in played.items()}


def hit_table(title, played):
    print(f"\n{title}\n")
    print("| Agent | R hits | T hits | unbounded exact cache | R of it | R by quarter of the run | spread of seeds | after warm-up |")
    print("|---|---|---|---|---|---|---|---|")
    rates, shares = [], []
    for profile, results in played.items():
        by_seed = [statistics.mean(done.responses) for _, done in results]
        tokens = statistics.mean([hit for _, done in results for hit in done.tokens])
        bound = statistics.mean([hit for trace, _ in results for hit in traces.exact_hits(trace)])
        quarters = [statistics.mean(q) for q in zip(*(statistics.progression(done.responses) for _, done in results))]
        warm = [statistics.mean(done.responses[WARM:]) for _, done in results]
        rate = statistics.mean(by_seed)
        rates.append(rate)
        shares.append(rate / bound)
        print(
            f"| {profile.agent} | {percent(rate)} | {percent(tokens)} | {percent(bound)} | {percent(rate / bound)}"
            f" | {', '.join(percent(q) for q in quarters)} | {percent(statistics.spread(by_seed))}"
            f" | {percent(statistics.mean(warm))}, spread {percent(statistics.spread(warm))} |"
        )
    return statistics.mean(rates), min(shares)


def size_table(sizes):
    print("\n| TTL, s | R entries | bytes an entry | T entries | bytes an entry | resident before | after |")
    print("|---|---|---|---|---|---|---|")
    for ttl, before, after, (responses, tokens) in sizes:
        each = [layer["bytes"] / max(1, layer["entries"]) for layer in (responses, tokens)]
        print(
            f"| {ttl} | {responses['entries']} | {each[0]:.0f} | {tokens['entries']} | {each[1]:.0f}"
            f" | {before:.0f} MB | {after:.0f} MB |"
        )


def main():
    parser = argparse.ArgumentParser()
    for name in ("--state", "--llama", "--model", "--java", "--classpath"):
        parser.add_argument(name, required=True)
    parser.add_argument("--seeds", type=int, default=len(SEEDS))
    given = parser.parse_args()
    # So that whoever ends this ends what it started, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))
    Path(given.state).mkdir(parents=True, exist_ok=True)
    with World(Path(given.state).resolve(), given.llama, given.model, given.java, given.classpath) as world:
        run = Run(world, SEEDS[: given.seeds])
        played, sizes = run.all_agents(traces.zipf_trace)
        rate, share = hit_table("The traces by Zipf's law:", played)
        size_table(sizes)
        sys.stdout.flush()
        cut = run.latency_table(rates_by_seed(played))
        slowdown = run.crowd_table()
        mostly_new, _ = run.all_agents(lambda profile, seed: traces.mostly_new_trace(profile, seed)[:FEW])
        new_rate, new_share = hit_table("The traces with 10% repeats:", mostly_new)
    print(
        f"\nhits {percent(rate)} and {percent(new_rate)} where a tenth repeats, at least {percent(min(share, new_share))}"
        f" of an unbounded cache (goal 95%); mean latency cut {percent(cut)}; 12 agents at once {slowdown:+.1%};"
        f" {run.failures} of {run.requests} requests failed"
    )


if __name__ == "__main__":
    main()
