package dev.rampwright.api.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rampwright.api.benchmarkrun.BenchmarkRun;
import dev.rampwright.api.inferenceservice.InferenceService;
import dev.rampwright.api.tokencache.TokenCache;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** The CustomResourceDefinitions of the three kinds, made from their records. */
final class CrdManifests {
  private static final String HEADER =
      "# Generated from the records in crds/src/main/java; `make generate` rewrites it.\n";
  private static final List<Class<? extends CustomResource<?, ?>>> KINDS =
      List.of(InferenceService.class, TokenCache.class, BenchmarkRun.class);

  private CrdManifests() {}

  /** File name to content, in the order in which people meet the kinds. */
  static SequencedMap<String, String> all() {
    RecordDocs docs = RecordDocs.ofMainSources();
    SequencedMap<String, String> files = new LinkedHashMap<>();
    for (Class<? extends CustomResource<?, ?>> kind : KINDS) {
      ObjectNode crd = generate(kind);
      polish(crd, kind, docs);
      files.put(crd.at("/spec/names/plural").asText() + ".yaml", HEADER + Yaml.write(crd));
    }
    return files;
  }

  private static void polish(
      ObjectNode crd, Class<? extends CustomResource<?, ?>> kind, RecordDocs docs) {
    ObjectNode version = (ObjectNode) crd.at("/spec/versions/0");
    sortColumns((ArrayNode) version.get("additionalPrinterColumns"), kind);
    ObjectNode root = (ObjectNode) version.at("/schema/openAPIV3Schema");
    new SchemaPolish(docs).polishRoot(root, kind);
  }

  /** The generator sorts columns by path; people read them in the order of the annotations. */
  private static void sortColumns(ArrayNode columns, Class<?> kind) {
    Map<String, ObjectNode> byName = new HashMap<>();
    columns.forEach(column -> byName.put(column.get("name").asText(), (ObjectNode) column));
    columns.removeAll();
    Arrays.stream(kind.getAnnotationsByType(AdditionalPrinterColumn.class))
        .map(column -> byName.get(column.name()))
        .forEach(columns::add);
  }

  private static ObjectNode generate(Class<? extends CustomResource<?, ?>> kind) {
    InMemory output = new InMemory();
    new CRDGenerator()
        .customResourceClasses(List.of(kind))
        .forCRDVersions("v1")
        .withOutput(output)
        .detailedGenerate();
    return Yaml.read(output.text());
  }

  private static final class InMemory
      extends CRDGenerator.AbstractCRDOutput<ByteArrayOutputStream> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    protected ByteArrayOutputStream createStreamFor(String crdName) {
      return bytes;
    }

    String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
