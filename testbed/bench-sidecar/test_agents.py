import re
import unittest
from pathlib import Path

from agents import closed, play, statistics, tables, traces
from agents.profiles import PROFILES, SEEDS

DOCS = Path(__file__).parents[2] / "docs/agents.md"


class TracesTest(unittest.TestCase):
    def test_same_seed_gives_same_trace_and_another_another(self):
        for profile in PROFILES:
            self.assertEqual(traces.zipf_trace(profile, 1), traces.zipf_trace(profile, 1))
            self.assertNotEqual(traces.zipf_trace(profile, 1), traces.zipf_trace(profile, 2))

    def test_arrivals_and_prompts_are_what_the_profile_says(self):
        for profile in PROFILES:
            trace = [request for seed in SEEDS for request in traces.zipf_trace(profile, seed)]
            self.assertEqual(len(trace), profile.requests * len(SEEDS))
            self.assertTrue(all(0 <= request.prompt < profile.distinct for request in trace))
            duration = sum(traces.zipf_trace(profile, seed)[-1].at for seed in SEEDS)
            self.assertAlmostEqual(len(trace) / duration / profile.rate, 1, delta=0.15)
            first, second = (sum(request.prompt == rank for request in trace) for rank in (0, 1))
            self.assertAlmostEqual(first / second, 2**profile.zipf, delta=0.6)

    def test_a_tenth_repeats(self):
        hits = [
            hit for p in PROFILES for seed in SEEDS for hit in traces.exact_hits(traces.mostly_new_trace(p, seed))
        ]
        self.assertAlmostEqual(statistics.mean(hits), 0.1, delta=0.01)

    def test_what_has_expired_is_no_hit(self):
        trace = [traces.Request(at, prompt) for at, prompt in ((0, 1), (5, 1), (11, 1), (12, 2), (20, 1))]
        self.assertEqual(traces.exact_hits(trace), [False, True, True, False, True])
        self.assertEqual(traces.exact_hits(trace, ttl=10), [False, True, False, False, True])

    def test_what_is_stale_is_a_hit_and_renewed(self):
        trace = [traces.Request(at, 1) for at in (0, 11, 20, 24, 40)]
        self.assertEqual(traces.exact_hits(trace, ttl=10, stale=5), [False, True, True, True, False])
        self.assertEqual(traces.exact_hits(trace, ttl=10), [False, False, True, False, False])

    def test_long_traces_outlive_their_answers(self):
        for profile in PROFILES:
            trace = traces.long_trace(profile, 1)
            self.assertAlmostEqual(trace[-1].at / profile.ttl, 5, delta=0.3)
            self.assertEqual(trace[: profile.requests], traces.zipf_trace(profile, 1))

    def test_prompts_are_unlike_each_other(self):
        texts = {traces.text(p, i, 50) for p in PROFILES for i in range(p.distinct)}
        self.assertEqual(len(texts), sum(p.distinct for p in PROFILES))
        self.assertNotIn(traces.text(PROFILES[0], 0, 50, "2.1 "), texts)

    def test_docs_say_what_is_played(self):
        number = r"([\d.]+)"
        row = r"^\| ([a-z-]+) \| " + r" \| ".join([number] * 7) + r" \|$"
        rows = re.findall(row, DOCS.read_text(), re.M)
        said = [(a, int(n), int(d), float(z), float(r), int(t), int(i), int(o)) for a, n, d, z, r, t, i, o in rows]
        self.assertEqual(said, [tuple(vars(p).values()) for p in PROFILES])


class OpenLoopTest(unittest.TestCase):
    def test_agents_of_one_speed_leave_at_one_rate(self):
        for profile in PROFILES:
            self.assertAlmostEqual(play.speed_at(profile, 8) * profile.rate, 8)


class ClosedLoopTest(unittest.TestCase):
    def test_rate_is_of_all_agents_together(self):
        self.assertEqual(closed.Pace(2.0, [[True, False], [True, True]], 0).rate, 2.0)


class TablesTest(unittest.TestCase):
    def test_rows_are_as_wide_as_the_head(self):
        lines = tables.table(["a", "b"], [[1, "x"], [2, "y"]]).splitlines()
        self.assertEqual({line.count("|") for line in lines if line}, {3})

    def test_a_part_alone_has_its_table(self):
        both = {"requestsAtOnceOfEach": 1, "apart": True, "success": 1.0}
        millis = {"mean": 1.0, "p50": 1.0, "p95": 2.0, "p99": 3.0}
        alone = both | {"agents": 1, "rate": 9.0, "millis": millis}
        three = both | {"agents": 3, "rate": 27.0, "millis": millis | {"mean": 1.5}}
        row = "| 3 | 1 | 27 | 3.0x | 1.00, 2.00, 3.00 | +0.0% | +50.0% | 100.0% | yes |"
        self.assertIn(row, tables.of({"crowds": [alone, three]}))

    def test_goals_are_reached_or_missed(self):
        self.assertEqual([tables.verdict(0.95, 0.95), tables.verdict(0.9499, 0.95)], ["reaches", "MISSES"])


class StatisticsTest(unittest.TestCase):
    def test_cut(self):
        cut, low, high = statistics.cut_interval([100, 110, 90] * 20, [10, 10, 11] * 20, [0.8, 0.8, 0.81])
        self.assertAlmostEqual(cut, 0.72, delta=0.01)
        self.assertLess(low, cut)
        self.assertLess(cut, high)
        self.assertLess(high - low, 0.03)

    def test_progression_and_spread(self):
        self.assertEqual(statistics.progression([False, True] * 2 + [True] * 4, 2), [0.5, 1.0])
        self.assertAlmostEqual(statistics.spread([0.7, 0.8]), 0.0707, delta=0.001)
        self.assertEqual(statistics.percentile([3, 1, 2], 0.5), 2)


if __name__ == "__main__":
    unittest.main()
