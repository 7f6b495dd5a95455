"""Writes figures down: a file of tab-separated rows, a table, a last line."""

import time

from bench.figures import number


def row(figure):
    return "\t".join(
        [
            figure.what,
            number(figure.value),
            figure.unit,
            "-" if figure.low is None else number(figure.low),
            "-" if figure.high is None else number(figure.high),
            "-" if figure.goal is None else ("at least " if figure.at_least else "at most ") + number(figure.goal),
            figure.verdict() or "-",
            figure.note,
        ]
    )


def table(figures):
    lines = ["", "| What | Figure | Interval | Goal | | |", "|---|---|---|---|---|---|"]
    for figure in figures:
        what, value, unit, low, high, goal, verdict, note = row(figure).split("\t")
        span = "" if low == "-" else f"{low} to {high}"
        blank = {"-": ""}
        lines.append(
            f"| {what} | {value} {unit} | {span} | {blank.get(goal, goal)} | {blank.get(verdict, verdict)} | {note} |"
        )
    return "\n".join(lines)


def last_line(figures, elsewhere=()):
    """All ratios, which goals are missed or undecided, and where other benches have left figures."""
    seen = [f"{f.what} {number(f.value)} [{number(f.low)}, {number(f.high)}]" for f in figures if f.unit == "x"]
    judged = [f for f in figures if f.goal is not None]
    met = sum(f.verdict() == "met" for f in judged)
    parts = ["; ".join(seen)] if seen else []
    parts.append(f"{met} of {len(judged)} goals met")
    for verdict in ("missed", "undecided"):
        those = [f.what for f in judged if f.verdict() == verdict]
        if those:
            parts.append(f"{verdict}: " + ", ".join(those))
    if elsewhere:
        parts.append("also measured: " + ", ".join(f"{path} ({day(path)})" for path in elsewhere))
    return " | ".join(parts)


def day(path):
    """When a file was written."""
    return time.strftime("%Y-%m-%d %H:%M", time.gmtime(path.stat().st_mtime))
