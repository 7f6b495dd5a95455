package dev.rampwright.operator.inferenceservice.gather;

import java.util.Optional;

/**
 * Why a container ended or cannot start.
 *
 * @param container its name; {@code pod} where the pod itself cannot be placed
 * @param reason the cluster's word, such as {@code Error} or {@code ErrImagePull}
 * @param message its last words, may be empty
 * @param exitCode of its last run; empty if it never ran
 * @param time when, ISO-8601; empty if the cluster does not say
 * @param terminal whether waiting cannot help
 */
public record Failure(
    String container,
    String reason,
    String message,
    Optional<Integer> exitCode,
    Optional<String> time,
    boolean terminal) {}
