package dev.rampwright.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConntrackTest {
  @Test
  void theKernelsWordsAreRead() {
    String dump =
        """
        tcp      6 86398 ESTABLISHED src=198.18.0.2 dst=198.19.3.4 sport=41000 dport=80 src=198.18.128.9 dst=198.18.0.2 sport=8080 dport=41000 [ASSURED] mark=0 use=1
        tcp      6 7 CLOSE src=198.18.0.2 dst=198.19.3.4 sport=41001 dport=80 src=198.18.129.5 dst=198.18.128.1 sport=8080 dport=63001 [ASSURED] mark=0 use=1
        tcp      6 119 SYN_SENT src=198.18.0.2 dst=198.19.3.4 sport=41002 dport=80 [UNREPLIED] src=198.18.129.5 dst=198.18.0.2 sport=8080 dport=41002 mark=0 use=1
        conntrack v1.4.7 (conntrack-tools): 3 flow entries have been shown.
        """;

    assertThat(Conntrack.parse(dump))
        .containsExactly(
            new Conntrack(41000, "198.18.128.9", true),
            new Conntrack(41001, "198.18.129.5", false),
            new Conntrack(41002, "198.18.129.5", false));
  }
}
