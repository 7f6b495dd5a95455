package dev.rampwright.api.common;

/** Names that belong to the API and never change within a version. */
public final class Api {
  public static final String GROUP = "rampwright.dev";
  public static final String VERSION = "v1alpha1";

  /** {@code kubectl get rampwright} lists all three kinds. */
  public static final String CATEGORY = "rampwright";

  /** Durations such as {@code 90s}, {@code 1h30m} or {@code 250ms}. */
  public static final String DURATION = "^([0-9]{1,5}(h|m|s|ms)){1,4}$";

  /** Decimal fractions from 0 to 1, as text so that no YAML parser rounds them. */
  public static final String FRACTION = "^(0([.][0-9]{1,6})?|1([.]0{1,6})?)$";

  /** Names that a user gives to a gate or a criterion. */
  public static final String ENTRY_NAME = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

  /** What names derived from a custom resource's own leave room for; Services are among them. */
  public static final String NAME_RULE =
      "self.metadata.name.size() <= 40"
          + " && self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')";

  /** What to write instead. */
  public static final String NAME_MESSAGE =
      "metadata.name must have at most 40 characters from a-z, 0-9 and '-', begin with a letter and"
          + " not end with '-', because Services are named after it";

  /** Label values that select what belongs to one InferenceService. */
  public static final String LABEL_SERVICE = GROUP + "/service";

  /** Label of a pod's revision hash. */
  public static final String LABEL_REVISION = GROUP + "/revision";

  /** Annotation by which a person steers one ramp: {@code <verb>/<hash>/<token>}. */
  public static final String ANNOTATION_COMMAND = GROUP + "/command";

  /** Secrets that a custom resource names must carry this label ... */
  public static final String LABEL_USE = GROUP + "/use";

  /** ... with this value. */
  public static final String LABEL_USE_INFERENCE = "inference";

  private Api() {}
}
