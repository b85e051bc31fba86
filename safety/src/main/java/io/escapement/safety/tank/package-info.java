/**
 * Energy tanks: how much energy the commands of a policy may give to the world, reserved before a
 * command is let out and settled from the encoders afterwards.
 *
 * <p>{@link io.escapement.safety.tank.TankLedger} and {@link io.escapement.safety.tank.TankGate}
 * are for efforts that are held over a period, {@link io.escapement.safety.tank.ImpedanceLedger}
 * for drives that take a set-point and a stiffness, {@link io.escapement.safety.tank.TankRow} the
 * same gate as a row and a box of a quadratic programme. {@link
 * io.escapement.safety.tank.PassivityObserver} watches beside them.
 *
 * <p>What is remembered between ticks lies in an array of the caller's, so that it can be a channel
 * of the tick record. All are for the loop's thread: nothing is allocated, nothing thrown.
 */
package io.escapement.safety.tank;
