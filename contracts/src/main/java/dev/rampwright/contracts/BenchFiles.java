package dev.rampwright.contracts;

/** How a benchmark pod finds its spec and leaves its report. */
public final class BenchFiles {
  /** {@link BenchSpec} as JSON. */
  public static final String SPEC = "/etc/rampwright/bench/spec.json";

  /** Folder of the API key, where the spec asks for one. */
  public static final String KEY_FOLDER = "/etc/rampwright/bench-key";

  /** Name of the file in it. */
  public static final String KEY_FILE = "api-key";

  /** Folder of the certificate that the target shows, where the spec names one. */
  public static final String CERTIFICATE_FOLDER = "/etc/rampwright/bench-certificate";

  /** Name of the file in it. */
  public static final String CERTIFICATE_FILE = "serving.crt";

  /** Environment variable: namespace of the ConfigMap that takes the report. */
  public static final String REPORT_NAMESPACE = "RAMPWRIGHT_REPORT_NAMESPACE";

  /**
   * Environment variable: name of that ConfigMap, the only object that the pod may read or patch.
   */
  public static final String REPORT_CONFIG_MAP = "RAMPWRIGHT_REPORT_CONFIG_MAP";

  private BenchFiles() {}
}
