/**
 * Anthropic's messages for engines that only know OpenAI's chat: requests one way, answers and
 * streams the other. Pure.
 */
@NullMarked
package dev.rampwright.sidecar.translate;

import org.jspecify.annotations.NullMarked;
