"""Measures all that docs/agents.md says: figures as JSON, then tables, and a last line that sums up."""

import argparse
import json
import signal
import sys
import time
from pathlib import Path

from agents import parts, tables, traces
from agents.profiles import SEEDS
from agents.world import World


# What needs no other part's figures.
ALONE = {
    "throughput": parts.throughput,
    "agentsAtOnce": parts.agents_at_once,
    "variants": parts.variants,
    "crowds": parts.crowds,
    "sizes": parts.sizes,
    "beyondTheTtl": parts.beyond_the_ttl,
}


def arguments():
    parser = argparse.ArgumentParser(prog="agents", description=__doc__)
    for name in ("--state", "--llama", "--model", "--java", "--classpath"):
        parser.add_argument(name, required=True)
    parser.add_argument("--json", required=True, type=Path, help="the file that takes the figures")
    parser.add_argument("--commit", required=True, help="what is measured; written down with the figures")
    parser.add_argument("--only", choices=ALONE, help="measures this part alone")
    parser.add_argument("--seeds", type=int, default=len(SEEDS), choices=range(1, len(SEEDS) + 1))
    return parser.parse_args()


def measure(world, seeds, only, keep):
    """keep: called with each part's name and figures as soon as there are any"""

    def part(name, work):
        began = time.monotonic()
        figures = work(world)
        keep(name, figures)
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
        return figures

    if not only:
        zipf = part("zipf", lambda world: parts.hit_rates(world, seeds, traces.zipf_trace, parts.RATE))
        rates = {agent: of["hitRateBySeed"] for agent, of in zipf["agents"].items()}
        part("mostlyNew", lambda world: parts.hit_rates(world, seeds, mostly_new, parts.RATE_MOSTLY_NEW))
        part("latencies", lambda world: parts.latencies(world, rates))
    for name, work in ALONE.items():
        if only in (None, name):
            part(name, work)


def mostly_new(profile, seed):
    return traces.mostly_new_trace(profile, seed)[: parts.FEW]


def main():
    given = arguments()
    # So that whoever ends this ends what it started, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))
    Path(given.state).mkdir(parents=True, exist_ok=True)
    seeds = SEEDS[: given.seeds]
    figures = {"commit": given.commit, "model": Path(given.model).name, "seeds": list(seeds)}

    def keep(name, of):
        figures[name] = of
        given.json.write_text(json.dumps(figures, indent=1))

    with World(Path(given.state).resolve(), given.llama, given.model, given.java, given.classpath) as world:
        measure(world, seeds, given.only, keep)
    print(tables.of(figures))
    if not given.only:
        print(f"\n{tables.last_line(figures)}")


if __name__ == "__main__":
    main()
