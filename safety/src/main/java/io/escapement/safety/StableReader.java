package io.escapement.safety;

import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.YamlNode;
import io.escapement.safety.command.Drive;
import io.escapement.safety.command.Drives;
import io.escapement.safety.stability.StableSettings;
import java.util.ArrayList;
import java.util.List;

/** Reads the block {@code safety.stable_projection}. */
final class StableReader {

  private static final double RATE = 1;

  private StableReader() {}

  static StableSettings read(YamlNode block, Drives robot) {
    List<Integer> actuators = new ArrayList<>();
    List<Double> goal = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (YamlNode.Member member : block.get("goal").members()) {
      actuators.add(actuator(member, robot));
      goal.add(member.value().number());
      names.add(member.key());
    }
    List<Double> ones = names.stream().map(name -> 1.0).toList();
    double rate = block.optional("rate").map(YamlNode::positive).orElse(RATE);
    double checked = block.optional("checked_rate").map(YamlNode::number).orElse(rate / 2);
    if (!(checked >= 0 && checked < rate)) {
      throw block
          .get("checked_rate")
          .error()
          .summary("no step, however short, keeps the rate of the field itself")
          .expected("from 0 to below the rate, which is " + rate)
          .found("" + checked)
          .build();
    }
    YamlNode weight = block.optional("weight").orElse(null);
    return new StableSettings(
        actuators, goal, ActuatorValues.over(weight, names, ones, "joint"), rate, checked);
  }

  private static int actuator(YamlNode.Member member, Drives robot) {
    int index = robot.names().indexOf(member.key());
    if (index < 0) {
      throw member
          .value()
          .error()
          .summary("there is no actuator \"" + member.key() + "\"")
          .remedy(NearestNames.remedy(member.key(), robot.names()))
          .build();
    }
    Drive drive = robot.drives().get(index);
    if (!drive.takesVelocity() || drive.joint() < 0) {
      throw member
          .value()
          .error()
          .summary("the actuator takes no velocity, so a velocity field cannot move it")
          .found(drive.name())
          .remedy("leave it out of the goal")
          .build();
    }
    return index;
  }
}
