package io.escapement.safety.barrier;

import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.robot.SensorRole;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes barriers of settings, for one pipeline.
 *
 * <p>A setting may need several, each with a row of its own, named {@code name:part}, so that each
 * is smooth where the one that is smallest changes:
 *
 * <ul>
 *   <li>a capsule before a plane: its two ends, {@code from} and {@code to};
 *   <li>a capsule and a capsule: the whole, under the plain name, and each end with the other one,
 *       {@code first_from}, {@code first_to}, {@code second_from}, {@code second_to};
 *   <li>a joint's range: {@code lower} and {@code upper}.
 * </ul>
 */
public final class Barriers {

  private static final List<String> ENDS = List.of("from", "to");

  private final RobotModel robot;
  private final List<ConfiguredBarrier> made = new ArrayList<>();

  private Barriers(RobotModel robot) {
    this.robot = robot;
  }

  /**
   * Makes barriers.
   *
   * @param settings in the order of the run's file
   * @param robot the robot
   * @return barriers in the order of their settings, at least one each
   * @throws io.escapement.controller.config.PreflightException if a joint is unknown
   * @throws IllegalArgumentException if a sensor is unknown, or a direction is missing
   */
  public static List<ConfiguredBarrier> of(List<BarrierSettings> settings, RobotModel robot) {
    Barriers barriers = new Barriers(robot);
    settings.forEach(barriers::add);
    return List.copyOf(barriers.made);
  }

  private void add(BarrierSettings settings) {
    BarrierKind kind = settings.kind();
    if (kind instanceof BarrierKind.Apart apart) {
      apart(settings, apart);
    } else if (kind instanceof BarrierKind.FreeSide side) {
      freeSide(settings, side);
    } else if (kind instanceof BarrierKind.JointRange range) {
      range(settings, range);
    } else if (kind instanceof BarrierKind.JointSum sum) {
      made.add(made(settings, sum(settings.name(), sum, settings.margin())));
    } else if (kind instanceof BarrierKind.ForceLimit limit) {
      int numbers = numbers(limit);
      made.add(
          made(
              settings,
              new ContactForceBarrier(
                  settings.name(), limit, numbers, settings.margin(), motion())));
    }
  }

  private RobotMotion motion() {
    return new RobotMotion(robot);
  }

  private static ConfiguredBarrier made(BarrierSettings settings, Barrier barrier) {
    return new ConfiguredBarrier(barrier, settings);
  }

  private void apart(BarrierSettings settings, BarrierKind.Apart apart) {
    Shape first = apart.first();
    Shape second = apart.second();
    distance(settings, "", first, second);
    if (first.isCapsule() && second.isCapsule()) {
      for (int end = 0; end < ENDS.size(); end++) {
        distance(settings, ":first_" + ENDS.get(end), first.end(end), second);
      }
      for (int end = 0; end < ENDS.size(); end++) {
        distance(settings, ":second_" + ENDS.get(end), first, second.end(end));
      }
    }
  }

  private void distance(BarrierSettings settings, String part, Shape first, Shape second) {
    String name = settings.name() + part;
    made.add(made(settings, new DistanceBarrier(name, first, second, settings.margin(), motion())));
  }

  private void freeSide(BarrierSettings settings, BarrierKind.FreeSide side) {
    for (int end = 0; end < side.shape().ends().size(); end++) {
      String part = side.shape().isCapsule() ? ":" + ENDS.get(end) : "";
      made.add(
          made(
              settings,
              new HalfSpaceBarrier(
                  settings.name() + part,
                  side.shape().end(end),
                  side.point(),
                  side.normal(),
                  settings.margin(),
                  motion())));
    }
  }

  private void range(BarrierSettings settings, BarrierKind.JointRange range) {
    if (Double.isFinite(range.lower())) {
      joint(settings, ":lower", range.joint(), -1, -range.lower());
    }
    if (Double.isFinite(range.upper())) {
      joint(settings, ":upper", range.joint(), 1, range.upper());
    }
  }

  private void joint(
      BarrierSettings settings, String part, String joint, double weight, double bound) {
    BarrierKind.JointSum sum =
        new BarrierKind.JointSum(List.of(new BarrierKind.Term(joint, weight)), bound);
    made.add(made(settings, sum(settings.name() + part, sum, settings.margin())));
  }

  private Barrier sum(String name, BarrierKind.JointSum sum, double margin) {
    double[] weights = new double[robot.joints().size()];
    for (BarrierKind.Term term : sum.terms()) {
      weights[robot.joint(term.joint()).index()] += term.weight();
    }
    return new JointBarrier(name, weights, sum.atMost() - margin, motion());
  }

  private int numbers(BarrierKind.ForceLimit limit) {
    int numbers = robot.role("extra." + limit.sensor()).map(SensorRole::dimension).orElse(0);
    boolean fits = numbers == 3 || (numbers == 1 && limit.direction().isPresent());
    if (!fits) {
      throw new IllegalArgumentException(
          "expected sensor "
              + limit.sensor()
              + " with three numbers, or with one and a direction, found "
              + numbers);
    }
    return numbers;
  }
}
