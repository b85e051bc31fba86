/**
 * The robot model: joints, actuators, sensors and limits, read from {@code robot.yaml} over an MJCF
 * or URDF file.
 *
 * <p>SI units throughout; joints are bound by name and always in the model's order. Everything here
 * is immutable and is read before a run starts, never on the loop's thread.
 */
package io.escapement.controller.robot;
