package dev.rampwright.bench.spec;

import dev.rampwright.contracts.BenchSpec;
import dev.rampwright.contracts.ContractJson;
import dev.rampwright.contracts.InvalidContractException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads the mounted spec and refuses one that breaks {@link SpecRules}. */
public final class SpecReader {
  private SpecReader() {}

  /**
   * Reads and checks a spec.
   *
   * @throws InvalidSpecException naming the file and everything that is wrong with it
   */
  public static BenchSpec read(Path file) throws InvalidSpecException {
    BenchSpec spec;
    try {
      spec = ContractJson.read(Files.readString(file), BenchSpec.class);
    } catch (NoSuchFileException e) {
      throw new InvalidSpecException(
          "no spec at " + file + "; mount one there or set RAMPWRIGHT_BENCH_SPEC", e);
    } catch (IOException e) {
      throw new InvalidSpecException("cannot read the spec " + file + ": " + e, e);
    } catch (InvalidContractException e) {
      throw new InvalidSpecException("spec " + file + ": " + e.getMessage(), e);
    }
    List<String> violations = SpecRules.violations(spec);
    if (!violations.isEmpty()) {
      throw new InvalidSpecException("spec " + file + ": " + String.join("; ", violations));
    }
    return spec;
  }
}
