/** The chat completions protocol: prompts, request bodies, answers. No network. */
@NullMarked
package dev.rampwright.bench.chat;

import org.jspecify.annotations.NullMarked;
