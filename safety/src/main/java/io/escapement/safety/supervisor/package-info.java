/**
 * Who commands the robot: monitors watch what the command rests on, the supervisor holds the mode
 * and takes the fallbacks, and the command of the mode in force goes on to the filters.
 *
 * <p>Three stages in {@link io.escapement.controller.stage.Phase#SUPERVISE}, in this order: {@link
 * io.escapement.safety.supervisor.Monitors}, {@link io.escapement.safety.supervisor.Supervisor},
 * {@link io.escapement.safety.supervisor.ModeCommand}. None of them knows a policy or a driver; the
 * modes and the fallbacks are data.
 */
package io.escapement.safety.supervisor;
