package dev.rampwright.operator.inferenceservice.resources;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.inferenceservice.RouteSpec;
import dev.rampwright.operator.inferenceservice.resources.HttpRoutes.Backend;
import dev.rampwright.operator.testing.GoldenYaml;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HttpRoutesTest {
  @Test
  void rendersARouteThatSplitsAndOneThatDoesNot() {
    InferenceService service = GoldenYaml.in("inferenceservice/route", InferenceService.class);
    Identity identity = Identity.of(service);
    RouteSpec wish = Objects.requireNonNull(service.getSpec().route());

    GoldenYaml.assertOut(
        "inferenceservice/route",
        List.of(
            HttpRoutes.of(
                identity,
                wish,
                OptionalLong.of(7),
                List.of(new Backend("chat-6f1c2a9b", 90), new Backend("chat-0a1b2c3d", 10))),
            HttpRoutes.of(
                identity, wish, OptionalLong.empty(), List.of(new Backend("chat", 100)))));
  }

  @Test
  void aBackendOfWeightZeroIsNone() {
    assertThatThrownBy(() -> new Backend("chat-6f1c2a9b", 0))
        .hasMessage("chat-6f1c2a9b must be left out at weight 0");
  }
}
