package dev.rampwright.operator.inferenceservice.bench;

import java.net.URI;

/** Where the pods of a bench's services run. */
interface Hosting {
  /** How many pods of each service there are. */
  int replicas();

  /**
   * The engine of a service, as {@code spec.engine} in YAML.
   *
   * @param service its number, from 0
   * @param variant who has another number is another revision
   * @param errorRate which share of requests it answers with an error, 0 to 1
   */
  String engine(int service, int variant, String errorRate);

  /**
   * Where users send their requests.
   *
   * @param service its name
   * @param stable the revision that serves
   */
  URI chat(String service, String stable);

  /**
   * Goes on only while all is well.
   *
   * @throws IllegalStateException if what pods are made of has ended
   */
  void requireSound();
}
