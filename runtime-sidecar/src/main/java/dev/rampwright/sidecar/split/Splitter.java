package dev.rampwright.sidecar.split;

/**
 * Decides by error diffusion which request is the candidate's: after any N requests the candidate
 * has had {@code floor(weight * N / 10000)} of them.
 */
final class Splitter {
  private static final int WHOLE = 10_000;

  private final int weightBasisPoints;
  private int owed;

  /**
   * Begins with nothing owed.
   *
   * @param weightBasisPoints 0 to 10000
   */
  Splitter(int weightBasisPoints) {
    this.weightBasisPoints = weightBasisPoints;
  }

  boolean nextIsCandidate() {
    owed += weightBasisPoints;
    if (owed < WHOLE) {
      return false;
    }
    owed -= WHOLE;
    return true;
  }
}
