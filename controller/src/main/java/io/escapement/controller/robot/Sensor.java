package io.escapement.controller.robot;

/**
 * A sensor that the model has.
 *
 * @param name its name in the model
 * @param index its place among the model's sensors, from 0
 * @param address the place of its first number among all sensors' numbers, from 0
 * @param kind what it measures
 * @param dimension how many numbers it gives
 * @param unit the unit of its numbers, or empty
 * @param attachedTo the site, body, joint or actuator that it measures; empty for none
 */
public record Sensor(
    String name,
    int index,
    int address,
    SensorKind kind,
    int dimension,
    String unit,
    String attachedTo) {}
