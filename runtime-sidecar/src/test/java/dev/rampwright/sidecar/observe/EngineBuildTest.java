package dev.rampwright.sidecar.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EngineBuildTest {
  private static final String PROPS =
      "{\"build_info\":\"b1\",\"model_path\":\"/m\",\"total_slots\":1,\"is_sleeping\":false}";

  private final EngineBuild build = new EngineBuild();

  @Test
  void isUnknownBeforeTheEngineWasAsked() {
    assertThat(build.digest()).isEmpty();
    assertThat(build.isDue()).isTrue();
  }

  @Test
  void changesWithWhatChangesAnswersOnly() {
    String first = told(PROPS);

    assertThat(first).matches("[0-9a-f]{64}");
    assertThat(told(PROPS.replace("false", "true"))).isEqualTo(first);
    assertThat(told(PROPS.replace("b1", "b2"))).isNotEqualTo(first);
    assertThat(told(PROPS.replace("/m", "/n"))).isNotEqualTo(first);
    assertThat(told(PROPS.replace("}", ",\"chat_template\":\"t\"}"))).isNotEqualTo(first);
  }

  @Test
  void anEngineThatTellsNothingIsKnownToTellNothing() {
    build.told(404, PROPS);
    assertThat(build.digest()).contains("");
    assertThat(told("no json")).isEmpty();
    assertThat(build.isDue()).isFalse();
  }

  @Test
  void isAskedAgainWhenTheEngineHasGone() {
    String before = told(PROPS);
    build.engineWentAway();

    assertThat(build.isDue()).isTrue();
    assertThat(build.digest()).as("until it is back").contains(before);
  }

  private String told(String props) {
    build.told(200, props);
    return build.digest().orElseThrow();
  }
}
