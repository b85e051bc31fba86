/**
 * Stages, sources and sinks, and the pipeline that a builder wires from them: fixed before the
 * start, checked once, and the same code on a live run and on replay.
 */
package io.escapement.controller.stage;
