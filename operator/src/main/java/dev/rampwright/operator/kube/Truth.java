package dev.rampwright.operator.kube;

/** Status of a condition. */
public enum Truth {
  True,
  False,
  Unknown;

  public static Truth of(boolean value) {
    return value ? True : False;
  }
}
