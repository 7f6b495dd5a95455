@NullMarked
package dev.rampwright.bench.http;

import org.jspecify.annotations.NullMarked;
