package dev.rampwright.sidecar.slots.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.sidecar.slots.policy.KeepRules.Proof;
import org.junit.jupiter.api.Test;

class KeepRulesTest {
  private static final PromptPrint SAVED = new PromptPrint(new long[] {1, 2, 3, 4});
  private static final PromptPrint LONGER = new PromptPrint(new long[] {1, 2, 3, 4, 5});
  private static final PromptPrint OTHER = new PromptPrint(new long[] {1, 2, 9});

  @Test
  void keepsNoShortPrompts() {
    assertThat(KeepRules.isWorthSaving(new PromptPrint(new long[] {1}))).isFalse();
    assertThat(KeepRules.isWorthSaving(OTHER)).isTrue();
  }

  @Test
  void restoresWhatBeginsAlikeForLongEnough() {
    assertThat(KeepRules.isWorthRestoring(SAVED, LONGER, 0)).isTrue();
    assertThat(KeepRules.isWorthRestoring(SAVED, OTHER, 0)).isTrue();
    assertThat(KeepRules.isWorthRestoring(SAVED, OTHER, 1)).isFalse();
    assertThat(KeepRules.isWorthRestoring(SAVED, new PromptPrint(new long[] {1}), 0)).isFalse();
  }

  @Test
  void overwritesOnlyWhatIsContinuedOrWorthNothing() {
    assertThat(KeepRules.mayOverwrite(SAVED, LONGER)).isTrue();
    assertThat(KeepRules.mayOverwrite(new PromptPrint(new long[] {7, 8, 9}), OTHER)).isFalse();
    assertThat(KeepRules.mayOverwrite(PromptPrint.NONE, PromptPrint.NONE)).isTrue();
    assertThat(KeepRules.mayOverwrite(PromptPrint.NONE, SAVED)).isFalse();
    assertThat(KeepRules.mayOverwrite(SAVED, PromptPrint.NONE)).isFalse();
  }

  @Test
  void judgesOnlyWhereThePromptWentOn() {
    assertThat(KeepRules.judge(SAVED, LONGER, 600, 599)).isEqualTo(Proof.REUSED);
    assertThat(KeepRules.judge(SAVED, LONGER, 600, 0)).isEqualTo(Proof.WASTED);
    assertThat(KeepRules.judge(SAVED, OTHER, 600, 0)).isEqualTo(Proof.NONE);
  }

  @Test
  void givesUpAfterTwoWastedRestoresInARow() {
    RestoreTrial trial = new RestoreTrial();
    trial.heard(Proof.WASTED);
    trial.heard(Proof.REUSED);
    trial.heard(Proof.WASTED);
    trial.heard(Proof.NONE);
    assertThat(trial.isOver()).isFalse();

    trial.heard(Proof.WASTED);
    trial.heard(Proof.REUSED);

    assertThat(trial.isOver()).isTrue();
  }
}
