package dev.rampwright.operator.inferenceservice.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rampwright.contracts.AdminPaths;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.TrafficWeights;
import dev.rampwright.contracts.TrafficWeights.Sticky;
import dev.rampwright.contracts.tls.PeerNames;
import dev.rampwright.operator.inferenceservice.gather.Gathered;
import dev.rampwright.operator.inferenceservice.play.Play;
import dev.rampwright.operator.inferenceservice.rollout.Decision;
import dev.rampwright.operator.inferenceservice.sidecar.Channel;
import dev.rampwright.operator.inferenceservice.sidecar.SidecarClient.Push;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PushPlanTest {
  private final Play play = new Play(Play.SPEC);
  private final PushMemory memory = new PushMemory();

  @Test
  void whoHasEverythingIsLeftAlone() {
    play.serving();
    Decision decision = play.pass();
    take(plan(play.seen(), decision));

    assertThat(all(plan(play.gathered(), decision))).isEmpty();
  }

  @Test
  void entryPodsGetANewSplitBeforeTheOthersGetItsEpoch() {
    String stable = play.serving();
    play.spec(Play.NEXT).pass();
    play.ready(play.candidate(), 1);
    Decision decision = play.pass();

    PushPlan first = plan(play.seen(), decision);
    assertThat(first.splits())
        .extracting(it -> it.target().podName())
        .containsExactly("chat-" + stable + "-0");
    assertThat(weights(first.splits().getFirst()).candidate())
        .isEqualTo(new TrafficWeights.Candidate(play.candidate(), 1000, List.of("10.0.0.1:8084")));
    assertThat(first.locals()).isEmpty();

    PushPlan second = plan(play.gathered(), decision);
    assertThat(second.locals())
        .singleElement()
        .satisfies(it -> assertThat(it.target().podName()).contains(play.candidate()))
        .satisfies(it -> assertThat(weights(it)).isEqualTo(TrafficWeights.local(2)));
  }

  @Test
  void sessionsAreKeptTogetherWhereThePlanSaysSo() {
    play.serving();
    Sticky sticky = Objects.requireNonNull(firstSplit().sticky());

    assertThat(sticky.header()).isEqualTo("x-session-id");
    assertThat(sticky.rolloutId()).startsWith(play.candidate());
  }

  @Test
  void sidecarsOfReleaseOneAreNotAskedToKeepSessionsTogether() {
    play.ofReleaseOne(play.serving());

    assertThat(firstSplit().sticky()).isNull();
  }

  @Test
  void whereAGatewaySplitsEverySidecarServesAllThatItGets() {
    String gateway = "  traffic: {router: Gateway}\nroute: {parentRefs: [{name: public}]}\n";
    play.serving();
    play.spec(Play.NEXT + gateway).pass();
    play.ready(play.candidate(), 1);
    Decision decision = play.pass();

    PushPlan plan = plan(play.seen(), decision);

    assertThat(decision.ramp().traffic().weightPercent()).isEqualTo(10);
    assertThat(Stream.concat(plan.splits().stream(), plan.locals().stream()))
        .as("both revisions' pods, at once: nobody hops")
        .hasSize(2)
        .allSatisfy(it -> assertThat(weights(it)).isEqualTo(TrafficWeights.local(2)));
  }

  private TrafficWeights firstSplit() {
    play.spec(Play.NEXT + "  traffic: {split: Sticky, stickyHeader: x-session-id}\n").pass();
    play.ready(play.candidate(), 1);
    Decision decision = play.pass();
    return weights(plan(play.seen(), decision).splits().getFirst());
  }

  @Test
  void newEndpointsArePushedAlthoughEpochAndWeightAreRight() {
    play.serving();
    play.spec(Play.NEXT.replace("hold: 0s", "hold: 1h")).pass();
    play.ready(play.candidate(), 1).pass();
    Decision decision = play.pass();
    take(plan(play.seen(), decision));

    play.ready(play.candidate(), 2);
    List<Push> pushes = plan(play.gathered(), decision).splits();

    assertThat(pushes).hasSize(1);
    assertThat(ContractJson.write(weights(pushes.getFirst()))).contains("10.0.0.2:8084");
  }

  @Test
  void podsOfReleaseOneAreCalledAndHopAsTheyKnowIt() {
    play.ofReleaseOne(play.serving());
    play.spec(Play.NEXT).pass();
    play.ready(play.candidate(), 1);
    Decision decision = play.pass();
    PushPlan plan = plan(play.seen(), decision);

    assertThat(plan.splits())
        .singleElement()
        .satisfies(it -> assertThat(it.target().channel()).isEqualTo(Channel.CLEAR))
        .satisfies(it -> assertThat(it.body()).contains("10.0.0.1:8080"));
    assertThat(plan.configs())
        .as("the candidate takes hops with the token")
        .anySatisfy(
            it -> {
              assertThat(it.target().channel()).isEqualTo(Channel.MUTUAL_TLS);
              assertThat(it.body()).contains("\"legacyHops\":true");
            });
  }

  @Test
  void hopsGoBackToACandidateOfReleaseOneInClearTextOnly() {
    play.serving();
    play.spec(Play.NEXT.replace("hold: 0s", "hold: 1h")).pass();
    play.ready(play.candidate(), 1).ofReleaseOne(play.candidate()).pass();
    Decision decision = play.pass();

    PushPlan plan = plan(play.seen(), decision);

    assertThat(plan.splits())
        .singleElement()
        .satisfies(it -> assertThat(it.target().channel()).isEqualTo(Channel.MUTUAL_TLS))
        .satisfies(it -> assertThat(it.body()).contains("10.0.0.1:8080"));
    assertThat(plan.configs()).noneSatisfy(it -> assertThat(it.body()).contains("legacyHops"));
  }

  @Test
  void aPodIsCalledAsItsServiceAndNoOther() {
    play.serving();
    play.spec(Play.NEXT).pass();
    play.ready(play.candidate(), 1);

    assertThat(plan(play.seen(), play.pass()).splits())
        .allSatisfy(
            it -> assertThat(it.target().peer()).isEqualTo(PeerNames.sidecar("demo", "chat")));
  }

  @Test
  void aLiveEditReachesEverySidecar() {
    play.serving();
    Decision decision =
        play.spec(Play.SPEC + "serving: {requestTimeout: 7s}\n").ready(stable(), 2).pass();
    Gathered before = play.seen();
    play.service()
        .setSpec(new Play(Play.SPEC + "serving: {requestTimeout: 8s}\n").service().getSpec());

    List<Push> configs = plan(before, decision).configs();

    assertThat(configs).hasSize(2);
    assertThat(configs).allSatisfy(it -> assertThat(it.path()).isEqualTo(AdminPaths.CONFIG));
    assertThat(configs)
        .allSatisfy(it -> assertThat(it.body()).contains("\"requestTimeoutMillis\":8000"));
  }

  @Test
  void aRestartedSidecarIsToldAgain() {
    memory.taken("pod", AdminPaths.TRAFFIC, "instance-1", "weights");

    assertThat(memory.lastTaken("pod", AdminPaths.TRAFFIC, "instance-1")).contains("weights");
    assertThat(memory.lastTaken("pod", AdminPaths.TRAFFIC, "instance-2")).isEmpty();
    assertThat(memory.lastTaken("pod", AdminPaths.CONFIG, "instance-1")).isEmpty();
  }

  private String stable() {
    return String.valueOf(play.status().stableRevision());
  }

  private PushPlan plan(Gathered seen, Decision decision) {
    return new PushPlan(seen, decision, memory);
  }

  private void take(PushPlan plan) {
    all(plan)
        .forEach(
            push -> memory.taken(push.target().podUid(), push.path(), "instance", push.body()));
  }

  private static List<Push> all(PushPlan plan) {
    return Stream.of(plan.configs(), plan.splits(), plan.locals()).flatMap(List::stream).toList();
  }

  private static TrafficWeights weights(Push push) {
    return ContractJson.read(push.body(), TrafficWeights.class);
  }
}
