"""Pure: from samples of interleaved rounds to figures with their intervals and verdicts."""

import math
from dataclasses import dataclass


def median(values):
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def percentile(ordered, share):
    """The nearest-rank percentile of values in ascending order; share from 0 to 1."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def interval(values, confidence=0.95):
    """Bounds of the median by the sign test: no assumption on how the values are distributed.

    The narrowest pair of order statistics that covers the median with at least that probability;
    with fewer than six values there is none, and the outermost ones are given.
    """
    ordered = sorted(values)
    count = len(ordered)
    lowest = 0
    tail = 0.0
    for below in range(count // 2):
        tail += math.comb(count, below) / 2**count
        if 2 * tail > 1 - confidence:
            break
        lowest = below
    return ordered[lowest], ordered[count - 1 - lowest]


@dataclass(frozen=True)
class Estimate:
    """A median and the interval in which it lies."""

    median: float
    low: float
    high: float

    @staticmethod
    def of(values):
        low, high = interval(values)
        return Estimate(median(values), low, high)


@dataclass(frozen=True)
class Figure:
    """A row of the table.

    what: what was measured; value: what is seen; low, high: its interval, None where there is none;
    unit: its unit; goal: the bound, None where there is none; at_least: whether the bound is a
    lower one; note: what else to know.
    """

    what: str
    value: float
    unit: str = ""
    low: float | None = None
    high: float | None = None
    goal: float | None = None
    at_least: bool = False
    note: str = ""

    @staticmethod
    def estimated(what, values, unit="", goal=None, at_least=False, note=""):
        seen = Estimate.of(values)
        return Figure(what, seen.median, unit, seen.low, seen.high, goal, at_least, note)

    def verdict(self):
        """met, missed, or undecided where the interval lies on both sides of the goal."""
        if self.goal is None:
            return ""
        low = self.value if self.low is None else self.low
        high = self.value if self.high is None else self.high
        worst, best = (low, high) if self.at_least else (high, low)
        if self._holds(worst):
            return "met"
        return "undecided" if self._holds(best) else "missed"

    def _holds(self, value):
        return value >= self.goal if self.at_least else value <= self.goal


def ratios(ours, theirs):
    """Round by round: what changes from round to round changes both."""
    return [a / b for a, b in zip(ours, theirs, strict=True)]


def differences(ours, theirs):
    return [a - b for a, b in zip(ours, theirs, strict=True)]


def number(value):
    """Three digits that say something."""
    if value == 0:
        return "0"
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    return f"{value:,.{digits}f}"
