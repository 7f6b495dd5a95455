package dev.rampwright.api.schema;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The doc comments of the records, so that what Javadoc says is also what {@code kubectl explain}
 * says.
 */
final class RecordDocs {
  private static final Path SOURCES = Path.of("src/main/java");

  private final Map<String, String> summaries = new HashMap<>();
  private final Map<String, String> components = new HashMap<>();

  private RecordDocs() {}

  static RecordDocs ofMainSources() {
    RecordDocs docs = new RecordDocs();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (Stream<Path> tree = Files.walk(SOURCES);
        StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
      List<Path> sources = tree.filter(file -> file.toString().endsWith(".java")).toList();
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources));
      DocTrees trees = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        docs.new Collector(trees).scan(unit, null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return docs;
  }

  /** The first sentence of a type's comment. */
  String summary(Class<?> type) {
    String text = summaries.get(type.getSimpleName());
    if (text == null) {
      throw new IllegalStateException(type + " has no doc comment");
    }
    return text;
  }

  /** What {@code @param} says of a record's component. */
  Optional<String> component(Class<?> type, String name) {
    return Optional.ofNullable(components.get(type.getSimpleName() + "." + name));
  }

  private final class Collector extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final DocTrees trees;

    Collector(DocTrees trees) {
      this.trees = trees;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void none) {
      DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
      if (comment != null) {
        String name = type.getSimpleName().toString();
        summaries.put(name, plain(comment.getFirstSentence()));
        comment.getBlockTags().stream()
            .filter(ParamTree.class::isInstance)
            .map(ParamTree.class::cast)
            .forEach(tag -> components.put(name + "." + tag.getName(), sentence(tag)));
      }
      return super.visitClass(type, null);
    }
  }

  private static String sentence(ParamTree tag) {
    String text = plain(tag.getDescription());
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }

  private static String plain(List<? extends DocTree> parts) {
    StringBuilder text = new StringBuilder();
    parts.forEach(part -> text.append(part));
    return text.toString()
        .replaceAll("\\{@(?:code|link)\\s+([^}]*)}", "$1")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
