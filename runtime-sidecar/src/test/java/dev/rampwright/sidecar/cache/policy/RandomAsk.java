package dev.rampwright.sidecar.cache.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A random request and where it is looked up, which can be changed at one place. Texts are few and
 * made of what separates things elsewhere, so that an encoding that mixes two fields up is found.
 */
record RandomAsk(
    Namespace namespace,
    Generation generation,
    Engine engine,
    String agent,
    String path,
    String contentType,
    String credential,
    ObjectNode body) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> PATHS =
      List.of(
          "/v1/chat/completions",
          "/v1/messages",
          "/v1/embeddings",
          "/tokenize",
          "/v1/messages/count_tokens");
  private static final List<String> IGNORED = List.of("user", "metadata", "request_id");
  private static final List<String> TEXTS =
      List.of("", "a", "b", "ab", "a\"", "\",\"", "0", "null", "a\n", "\\", "[", "\u00e9", "user");
  private static final List<String> NAMES =
      List.of("messages", "model", "stop", "top_p", "seed", "never_heard_of", "a\"b", "stream");

  static RandomAsk of(Random random) {
    ObjectNode body = JSON.createObjectNode();
    body.put("temperature", 0);
    for (int i = random.nextInt(5); i > 0; i--) {
      body.set(one(random, NAMES), value(random, 3));
    }
    return new RandomAsk(
        new Namespace(one(random, TEXTS)),
        new Generation(random.nextInt(2), random.nextInt(2), random.nextInt(2)),
        new Engine(one(random, TEXTS), one(random, TEXTS)),
        one(random, TEXTS),
        one(random, PATHS),
        one(random, TEXTS),
        one(random, TEXTS),
        body);
  }

  /** The same but for one place, most likely. */
  RandomAsk changed(Random random) {
    RandomAsk other = of(random);
    return switch (random.nextInt(12)) {
      case 0 -> with(other.namespace, generation, engine, agent, credential, body);
      case 1 -> with(namespace, other.generation, engine, agent, credential, body);
      case 2 -> with(namespace, generation, other.engine, agent, credential, body);
      case 3 -> with(namespace, generation, engine, other.agent, credential, body);
      case 4 -> with(namespace, generation, engine, agent, other.credential, body);
      case 5 -> with(new Namespace(agent), generation, engine, namespace.text(), credential, body);
      case 6 ->
          new RandomAsk(
              namespace, generation, engine, agent, other.path, contentType, credential, body);
      case 7 ->
          new RandomAsk(
              namespace, generation, engine, agent, path, other.contentType, credential, body);
      case 8 -> body(added(random, one(random, NAMES)));
      case 9 -> body(added(random, one(random, IGNORED)));
      case 10 -> body(nested(random));
      default -> body(shuffled(random));
    };
  }

  /** What the key must tell apart, put another way than the key does. */
  List<Object> meaning() {
    ObjectNode kept = body.deepCopy();
    kept.remove(IGNORED);
    return List.of(
        namespace, generation, engine, agent, path, contentType, credential, plain(kept));
  }

  String key(CachePolicy policy) {
    Ask ask =
        new Ask(
            Tenant.ANONYMOUS,
            agent,
            path,
            false,
            contentType,
            credential,
            body.toString().getBytes(UTF_8),
            RequestDirectives.of(null));
    Decision decision =
        policy.decide(
            new CacheScope(namespace, generation, engine), ask, Eligibility.DETERMINISTIC);
    return ((Decision.Cacheable) decision).key().hex();
  }

  private RandomAsk with(
      Namespace itsNamespace,
      Generation itsGeneration,
      Engine itsEngine,
      String itsAgent,
      String itsCredential,
      ObjectNode itsBody) {
    return new RandomAsk(
        itsNamespace,
        itsGeneration,
        itsEngine,
        itsAgent,
        path,
        contentType,
        itsCredential,
        itsBody);
  }

  private RandomAsk body(ObjectNode other) {
    return with(namespace, generation, engine, agent, credential, other);
  }

  private ObjectNode added(Random random, String name) {
    ObjectNode copy = body.deepCopy();
    copy.set(name, value(random, 2));
    return copy;
  }

  /** An ignored name means something as soon as it is not at the top. */
  private ObjectNode nested(Random random) {
    ObjectNode inner = JSON.createObjectNode();
    inner.set(one(random, IGNORED), value(random, 1));
    ObjectNode copy = body.deepCopy();
    copy.set(one(random, NAMES), inner);
    return copy;
  }

  private ObjectNode shuffled(Random random) {
    List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(body.properties());
    Collections.shuffle(fields, random);
    ObjectNode copy = JSON.createObjectNode();
    fields.forEach(field -> copy.set(field.getKey(), field.getValue()));
    return copy;
  }

  private static JsonNode value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0, 1 -> JSON.getNodeFactory().textNode(one(random, TEXTS));
      case 2 -> JSON.getNodeFactory().numberNode(random.nextInt(3));
      case 3 -> JSON.getNodeFactory().numberNode(random.nextInt(3) / 2.0);
      case 4 -> JSON.getNodeFactory().booleanNode(random.nextBoolean());
      case 5 -> JSON.getNodeFactory().nullNode();
      case 6 -> {
        ArrayNode list = JSON.createArrayNode();
        for (int i = random.nextInt(3); i > 0; i--) {
          list.add(value(random, depth - 1));
        }
        yield list;
      }
      default -> {
        ObjectNode object = JSON.createObjectNode();
        for (int i = random.nextInt(3); i > 0; i--) {
          object.set(one(random, NAMES), value(random, depth - 1));
        }
        yield object;
      }
    };
  }

  private static Object plain(JsonNode node) {
    if (node.isObject()) {
      Map<String, Object> map = new TreeMap<>();
      node.properties().forEach(field -> map.put(field.getKey(), plain(field.getValue())));
      return map;
    }
    if (node.isArray()) {
      return node.valueStream().map(RandomAsk::plain).toList();
    }
    return node.getNodeType() + ":" + node.asText();
  }

  private static <T> T one(Random random, List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RandomAsk ask && meaning().equals(ask.meaning());
  }

  @Override
  public int hashCode() {
    return meaning().hashCode();
  }
}
