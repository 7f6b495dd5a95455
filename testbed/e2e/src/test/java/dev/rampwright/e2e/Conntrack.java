package dev.rampwright.e2e;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One connection of a client to a Service.
 *
 * @param port the client's own port
 * @param pod address of the pod to which kube-proxy leads it
 * @param established whether both sides hold it open
 */
record Conntrack(int port, String pod, boolean established) {
  /** The first source port is the client's; the second source is who answers. */
  private static final Pattern LINE =
      Pattern.compile("^tcp .*?\\bsrc=\\S+ dst=\\S+ sport=(\\d+) dport=\\d+ .*?\\bsrc=(\\S+) dst=");

  /** Reads what {@code conntrack --dump} prints; lines of another form are left out. */
  static List<Conntrack> parse(String output) {
    return output
        .lines()
        .map(line -> new Line(line, LINE.matcher(line)))
        .filter(line -> line.fields().find())
        .map(
            line ->
                new Conntrack(
                    Integer.parseInt(line.fields().group(1)),
                    line.fields().group(2),
                    line.text().contains(" ESTABLISHED ")))
        .toList();
  }

  private record Line(String text, Matcher fields) {}
}
