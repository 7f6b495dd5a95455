"""What is said of many figures."""

import random


def mean(values):
    return sum(values) / len(values)


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def cut_interval(misses, hits, rates, seed=7, rounds=2000):
    """How much of the mean latency goes where that share of the requests hits, and its 95% interval
    by bootstrap over misses, hits and the rates of runs."""
    choice = random.Random(seed)

    def resampled(values):
        return mean(choice.choices(values, k=len(values)))

    def cut(miss, hit, rate):
        return rate * (1 - hit / miss)

    cuts = sorted(cut(resampled(misses), resampled(hits), resampled(rates)) for _ in range(rounds))
    return cut(mean(misses), mean(hits), mean(rates)), cuts[int(0.025 * rounds)], cuts[int(0.975 * rounds)]


def spread(rates):
    """Standard deviation of rates between runs."""
    middle = mean(rates)
    return (sum((rate - middle) ** 2 for rate in rates) / max(1, len(rates) - 1)) ** 0.5


def progression(hits, steps=4):
    """The hit rate in each of so many equal parts of a run."""
    size = len(hits) // steps
    return [mean(hits[i * size : (i + 1) * size]) for i in range(steps)]
