import os
import tempfile
import unittest
from pathlib import Path

from bench.figures import Figure, interval, median, number, percentile
from bench.report import last_line


class FiguresTest(unittest.TestCase):
    def test_seven_pairs_are_covered_by_their_outermost(self):
        self.assertEqual(interval([3, 1, 2, 7, 5, 6, 4]), (1, 7))

    def test_nine_pairs_leave_one_out_on_each_side(self):
        # 2 * (1 + 9) / 2^9 = 3.9% lie outside.
        self.assertEqual(interval(range(1, 10)), (2, 8))

    def test_median_of_an_even_number(self):
        self.assertEqual(median([4, 1, 3, 2]), 2.5)

    def test_percentiles_are_values_that_were_seen(self):
        self.assertEqual(percentile(list(range(1, 101)), 0.99), 99)
        self.assertEqual(percentile([5], 0.5), 5)

    def test_a_ratio_whose_interval_spans_the_goal_is_undecided(self):
        at_least = {"goal": 1, "at_least": True}
        self.assertEqual(Figure("r", 1.1, "x", 0.9, 1.3, **at_least).verdict(), "undecided")
        self.assertEqual(Figure("r", 1.1, "x", 1.05, 1.3, **at_least).verdict(), "met")
        self.assertEqual(Figure("r", 0.8, "x", 0.7, 0.9, **at_least).verdict(), "missed")

    def test_an_upper_bound_is_judged_from_above(self):
        self.assertEqual(Figure("t", 0.4, "s", 0.3, 0.6, goal=0.5).verdict(), "undecided")
        self.assertEqual(Figure("t", 0.4, "s", goal=0.5).verdict(), "met")
        self.assertEqual(Figure("t", 0.4, "s").verdict(), "")

    def test_three_digits(self):
        self.assertEqual([number(v) for v in (0, 0.01234, 1.234, 61764.3)], ["0", "0.0123", "1.23", "61,764"])

    def test_the_last_line_names_all_ratios_and_what_is_missed(self):
        figures = [Figure("a", 2, "x", 1.5, 3, 1, True), Figure("b", 3, "ms", goal=1), Figure("c", 4, "/s")]
        self.assertEqual(last_line(figures), "a 2.00 [1.50, 3.00] | 1 of 2 goals met | missed: b")

    def test_the_last_line_says_where_other_benches_have_left_figures(self):
        with tempfile.NamedTemporaryFile() as file:
            os.utime(file.name, (86_400, 86_400))
            line = last_line([Figure("b", 3, "ms", goal=1)], [Path(file.name)])
        self.assertEqual(line, f"0 of 1 goals met | missed: b | also measured: {file.name} (1970-01-02 00:00)")


if __name__ == "__main__":
    unittest.main()
