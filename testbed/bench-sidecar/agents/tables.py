"""The figures as tables in Markdown, and as one line."""

from agents.statistics import mean

GOAL_OF_UNBOUNDED = 0.95
GOALS = {"cut": 0.738, "hits": 0.725, "throughput": 3.9, "coordination": 4.1}


def percent(share):
    return f"{100 * share:.1f}%"


def yes(holds):
    return "yes" if holds else "NO"


def table(head, rows):
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    return "\n".join(["", *lines, *(f"| {' | '.join(map(str, row))} |" for row in rows)])


def hits(title, figures):
    head = ["Agent", "R hits", "shared with one under way", "T hits", "unbounded exact cache", "R of it"]
    head += ["R by quarter of the run", "spread of seeds after warm-up", "sent late, s of the trace (p99)", "failed"]
    rows = [
        [
            agent,
            *(percent(of[x]) for x in ("hitRate", "ofThemCollapsed", "tokenHitRate", "unbounded", "ofUnbounded")),
            ", ".join(map(percent, of["quarters"])),
            percent(of["spreadAfterWarmUp"]),
            f"{of['lateSecondsP99']:.1f}",
            f"{of['failures']} of {of['requests']}",
        ]
        for agent, of in figures["agents"].items()
    ]
    return f"\n{title}\n" + table(head, rows)


def memory(figures):
    head = ["Agents in the sidecar", "R entries", "bytes of each", "T entries", "bytes of each"]
    head += ["resident at each quarter of the run, MB"]
    rows = []
    for of in figures["sidecars"]:
        layers = [of[layer] for layer in ("responses", "tokens")]
        each = [[layer["entries"], f"{layer['bytes'] / max(1, layer['entries']):.0f}"] for layer in layers]
        rows.append([of["agents"], *each[0], *each[1], ", ".join(f"{mb:.0f}" for mb in of["residentMegabytes"])])
    return table(head, rows)


def sizes(figures):
    head = ["Agent, at full length", "bytes of an answer's entry", "of a prompt's token IDs", "all its prompts, MB"]
    rows = [
        [agent, f"{of['responseBytes']:.0f}", f"{of['tokenBytes']:.0f}", f"{of['megabytes']:.2f}"]
        for agent, of in figures.items()
    ]
    return table(head, rows)


def latencies(figures):
    head = ["Agent", "miss, mean ms", "p50, p95, p99", "hit, mean ms", "p50, p95, p99", "cut of a hit"]
    head += ["cut of the mean on the trace", "95% interval"]
    head += ["the same again, from the engine's own cache, ms", "cut beside that"]
    rows = []
    for agent, of in figures.items():
        miss, hit = of["missMillis"], of["hitMillis"]
        row = [agent, f"{miss['mean']:.0f}", ", ".join(f"{miss[p]:.0f}" for p in ("p50", "p95", "p99"))]
        row += [f"{hit['mean']:.1f}", ", ".join(f"{hit[p]:.1f}" for p in ("p50", "p95", "p99"))]
        row += [percent(of["cutOfAHit"]), percent(of["cut"]), " to ".join(map(percent, of["cutInterval"]))]
        rows.append([*row, f"{of['engineKnowsMillis']['mean']:.0f}", percent(of["cutBesideEnginesOwnCache"])])
    return table(head, rows)


def throughput(figures):
    head = ["Agent, alone, closed loop", "without, requests a second", "with", "ratio", "hits", "failed"]
    rows = [
        [agent, *pace(of), percent(of["hitRate"]), of["failures"]]
        for agent, of in figures.items()
    ]
    return table(head, rows)


def pace(of):
    return f"{of['without']:.2f}", f"{of['with']:.2f}", f"{of['ratio']:.2f}x"


def agents_at_once(figures):
    head = ["Agents at once, closed loop", "without, requests a second", "with", "ratio", "with, against one agent"]
    head += ["engine alone, tokens a second", "against one agent", "hits", "only of their own", "failed"]
    one = figures[0]
    rows = []
    for of in figures:
        row = [of["agents"], *pace(of), f"{of['with'] / one['with']:.2f}x", f"{of['tokensASecond']:.0f}"]
        rows.append([*row, f"{of['tokensASecond'] / one['tokensASecond']:.2f}x", *apart(of)])
    return table(head, rows)


def variants(of):
    head = ["Variants at once, closed loop", "without, requests a second", "with", "ratio"]
    head += ["hits", "only of their own", "failed"]
    return table(head, [[", ".join(of["names"]), *pace(of), *apart(of)]])


def apart(of):
    return percent(of["hitRate"]), yes(of["hitsAsOfOwnAlone"]), of["failures"]


def crowds(figures):
    head = ["Agents at once, hits", "requests at once of each", "requests a second", "against one", "p50, p95, p99 ms"]
    head += ["p50 against one", "mean against one", "answered from the cache", "each one's first a miss"]
    one = figures[0]
    rows = [
        [
            of["agents"],
            of["requestsAtOnceOfEach"],
            f"{of['rate']:.0f}",
            f"{of['rate'] / one['rate']:.1f}x",
            ", ".join(f"{of['millis'][p]:.2f}" for p in ("p50", "p95", "p99")),
            f"{slowdown(figures, of, 'p50'):+.1%}",
            f"{slowdown(figures, of, 'mean'):+.1%}",
            percent(of["success"]),
            yes(of["apart"]),
        ]
        for of in figures
    ]
    return table(head, rows)


def slowdown(figures, of, which):
    """Against one agent; which: mean, or a percentile."""
    return of["millis"][which] / figures[0]["millis"][which] - 1


def beyond_the_ttl(figures):
    head = ["Agent, over five TTLs", "ttl, s", "staleWhileRevalidate, s", "R hits", "expected of that"]
    head += ["unbounded exact cache", "R of it", "failed"]
    rows = [
        [of["agent"], of["ttlSeconds"], of["staleWhileRevalidateSeconds"]]
        + list(map(percent, (of["hitRate"], of["expected"], of["unbounded"], of["hitRate"] / of["unbounded"])))
        + [of["failures"]]
        for of in figures
    ]
    return table(head, rows)


TABLES = {
    "zipf": lambda figures: hits("The traces by Zipf's law:", figures) + "\n" + memory(figures),
    "mostlyNew": lambda figures: hits("The traces of which a tenth repeats:", figures),
    "beyondTheTtl": beyond_the_ttl,
    "latencies": latencies,
    "throughput": throughput,
    "agentsAtOnce": agents_at_once,
    "variants": variants,
    "crowds": crowds,
    "sizes": sizes,
}


def of(figures):
    """Of those parts that have been measured."""
    return "\n".join(make(figures[part]) for part, make in TABLES.items() if part in figures)


def last_line(figures):
    both = [of for part in ("zipf", "mostlyNew") for of in figures[part]["agents"].values()]
    rate = mean_of(figures["zipf"]["agents"], "hitRate")
    new = mean_of(figures["mostlyNew"]["agents"], "hitRate")
    least = min(of["ofUnbounded"] for of in both)
    cut = mean_of(figures["latencies"], "cut")
    ratio = mean_of(figures["throughput"], "ratio")
    together = figures["variants"]["ratio"]
    crowd = figures["crowds"]
    success = min(of["success"] for of in crowd)
    closed = [*figures["throughput"].values(), *figures["agentsAtOnce"], figures["variants"]]
    failures = sum(of["failures"] for of in [*both, *figures["beyondTheTtl"], *closed])
    said = [
        f"hits {percent(rate)} ({verdict(rate, GOALS['hits'])} {percent(GOALS['hits'])})",
        f"{percent(new)} where a tenth repeats",
        f"at least {percent(least)} of an unbounded cache ({verdict(least, GOAL_OF_UNBOUNDED)} 95%)",
        f"mean latency cut {percent(cut)} ({verdict(cut, GOALS['cut'])} {percent(GOALS['cut'])})",
        f"throughput {ratio:.2f}x ({verdict(ratio, GOALS['throughput'])} {GOALS['throughput']}x)",
        f"3 variants at once {together:.2f}x ({verdict(together, GOALS['coordination'])} {GOALS['coordination']}x)",
        f"12 agents at once p50 {slowdown(crowd, crowd[3], 'p50'):+.1%}, mean {slowdown(crowd, crowd[3], 'mean'):+.1%},"
        f" answered {percent(success)}",
        f"{failures} requests failed",
    ]
    return "; ".join(said)


def mean_of(figures, name):
    return mean([of[name] for of in figures.values()])


def verdict(value, goal):
    return "reaches" if value >= goal else "MISSES"
