package dev.rampwright.bench.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromptsTest {
  @Test
  void noTwoPromptsShareTheirFirstFiveWords() {
    Prompts prompts = new Prompts(42, 32);
    Set<String> beginnings = new HashSet<>();
    for (long i = 0; i < 20_000; i++) {
      String[] words = prompts.prompt(i).split(" ", -1);
      beginnings.add(String.join(" ", List.of(words).subList(0, 5)));
    }

    assertThat(beginnings).hasSize(20_000);
  }

  @Test
  void equalSeedsGiveEqualPrompts() {
    assertThat(new Prompts(1, 32).prompt(7)).isEqualTo(new Prompts(1, 32).prompt(7));
    assertThat(new Prompts(1, 32).prompt(7)).isNotEqualTo(new Prompts(2, 32).prompt(7));
  }

  @Test
  void aPromptHasOneWordPerToken() {
    assertThat(new Prompts(1, 100).prompt(0).split(" ", -1)).hasSize(100);
    assertThat(new Prompts(1, 1).prompt(0).split(" ", -1)).hasSize(5);
  }
}
