/**
 * Estimates what simulators know and robots do not measure: velocity and height of a legged robot's
 * base, from its inertial unit, its joints and its feet's contacts.
 *
 * <p>{@link io.escapement.controller.estimation.LeggedEstimation} reads the key {@code estimation}
 * of a robot's file and makes the stage.
 */
package io.escapement.controller.estimation;
