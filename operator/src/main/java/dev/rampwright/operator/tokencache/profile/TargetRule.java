package dev.rampwright.operator.tokencache.profile;

import dev.rampwright.api.tokencache.TokenCacheSpec.Profile;
import dev.rampwright.api.tokencache.TokenCacheStatus.TargetState;
import dev.rampwright.api.tokencache.TokenCacheStatus.TargetStatus;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * Compares what was measured with a profile's targets. The numbers are rounded to the worse side,
 * and it is the rounded ones that are compared, so that what a person reads is what was judged.
 */
public final class TargetRule {
  /** Of fewer requests the slowest hundredth says nothing. */
  private static final long FEWEST_REQUESTS = 100;

  /** Of fewer lookups a share of hits says little. */
  private static final long FEWEST_LOOKUPS = 20;

  private static final double MILLION = 1e6;

  private TargetRule() {}

  /** All six, in the same order each time. */
  public static List<TargetStatus> judge(Profile profile, Measured measured) {
    Targets targets = Targets.of(profile);
    return List.of(
        hitRate(targets.hitRate(), measured),
        latency("LatencyP50", 50, targets.p50Millis(), measured.firstByte()),
        latency("LatencyP95", 95, targets.p95Millis(), measured.firstByte()),
        latency("LatencyP99", 99, targets.p99Millis(), measured.firstByte()),
        memory(targets.memoryMegabytes(), measured.memoryBytes()),
        throughput(targets.perSecond(), measured));
  }

  /** How many are met: {@code 5/6}. */
  public static String met(List<TargetStatus> targets) {
    long met = targets.stream().filter(target -> target.state() == TargetState.Met).count();
    return met + "/" + targets.size();
  }

  private static TargetStatus hitRate(double target, Measured measured) {
    String name = "HitRate";
    String asked = String.format(Locale.ROOT, "> %.2f", target);
    long lookups = measured.lookups().hits() + measured.lookups().misses();
    if (lookups < FEWEST_LOOKUPS) {
      return new TargetStatus(name, asked, null, TargetState.NotMeasured);
    }
    double rate = Math.floor(100.0 * measured.lookups().hits() / lookups) / 100;
    return new TargetStatus(
        name, asked, String.format(Locale.ROOT, "%.2f", rate), state(rate > target));
  }

  private static TargetStatus latency(
      String name, double percentile, int target, Histogram firstByte) {
    String asked = "< " + target + "ms";
    if (firstByte.getTotalCount() < FEWEST_REQUESTS) {
      return new TargetStatus(name, asked, null, TargetState.NotMeasured);
    }
    long millis = Math.ceilDiv(firstByte.getValueAtPercentile(percentile), 1_000);
    return new TargetStatus(name, asked, millis + "ms", state(millis < target));
  }

  private static TargetStatus memory(int target, long bytes) {
    String name = "Memory";
    String asked = "< " + target + "MB";
    if (bytes < 0) {
      return new TargetStatus(name, asked, null, TargetState.NotMeasured);
    }
    long megabytes = (long) Math.ceil(bytes / MILLION);
    return new TargetStatus(name, asked, megabytes + "MB", state(megabytes < target));
  }

  /** Who was never asked for more has missed nothing, unless requests were turned away. */
  private static TargetStatus throughput(int target, Measured measured) {
    double perSecond = Math.floor(measured.perSecond() * 10) / 10;
    TargetState state =
        perSecond > target
            ? TargetState.Met
            : measured.shed() > 0 ? TargetState.Missed : TargetState.NotMeasured;
    String shown = String.format(Locale.ROOT, "%.1f/s", perSecond);
    return new TargetStatus("Throughput", "> " + target + "/s", shown, state);
  }

  private static TargetState state(boolean met) {
    return met ? TargetState.Met : TargetState.Missed;
  }
}
