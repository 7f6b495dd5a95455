/** The benchmark job: loads an OpenAI-compatible service, measures it and reports. */
@NullMarked
package dev.rampwright.bench;

import org.jspecify.annotations.NullMarked;
