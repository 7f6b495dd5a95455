/**
 * Decides how traffic moves from one revision to the next: {@link
 * dev.rampwright.operator.ramp.Ramp#decide} maps a plan, a recorded state and an observation with
 * the time in it to one decision, and does nothing else. It imports only {@code java.*}.
 *
 * <p>The choices that are not obvious:
 *
 * <ul>
 *   <li>A transition is a method of the state that permits it, so an illegal one does not compile.
 *   <li>The weight is computed from (plan, state), never read back from the sidecars.
 *   <li>Until a ramp is over the old revision keeps all its pods, so every state from Preparing to
 *       Draining can roll back, and all of them do it through RollingBack: one place waits for
 *       weight 0 to be acknowledged and for requests to end.
 *   <li>A failed hash is latched by the state RolledBack itself, not by a list: it stays out until
 *       the spec asks for something else, and a list can be cut without setting a failure free.
 *   <li>The ramp's id is made here from candidate and time, since only this package knows when an
 *       attempt begins.
 * </ul>
 */
@NullMarked
package dev.rampwright.operator.ramp;

import org.jspecify.annotations.NullMarked;
