/** Pure builders of the objects that a service needs. */
@NullMarked
package dev.rampwright.operator.inferenceservice.resources;

import org.jspecify.annotations.NullMarked;
