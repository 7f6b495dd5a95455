package dev.rampwright.operator.inferenceservice.crash;

import java.util.function.Consumer;

/**
 * Something that happens in a world; all chance in it is drawn before.
 *
 * @param name for a reader of a failure
 * @param act what happens
 */
record Happening(String name, Consumer<CrashWorld> act) {}
