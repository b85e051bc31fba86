/**
 * The tick record: one aligned off-heap region that holds everything a tick reads, decides,
 * remembers, derives and times, as named and typed channels at fixed offsets.
 *
 * <p>Regions lie in the order input, decision, boundary, derived, memory, timing, so that what a
 * lean journal keeps (the first three) and what replay compares (boundary, derived, memory) are
 * each one contiguous run of bytes.
 */
package io.escapement.controller.record;
