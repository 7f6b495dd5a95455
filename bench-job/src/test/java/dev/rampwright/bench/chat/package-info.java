@NullMarked
package dev.rampwright.bench.chat;

import org.jspecify.annotations.NullMarked;
