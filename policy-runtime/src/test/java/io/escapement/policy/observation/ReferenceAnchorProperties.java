package io.escapement.policy.observation;

import static io.escapement.policy.observation.BuiltInTermsTest.pitch;
import static io.escapement.policy.observation.BuiltInTermsTest.product;
import static io.escapement.policy.observation.BuiltInTermsTest.roll;
import static io.escapement.policy.observation.BuiltInTermsTest.yaw;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.escapement.controller.robot.RobotModel;
import io.escapement.policy.stage.Workshop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** What a motion tracker sees depends on neither place nor direction in the world. */
class ReferenceAnchorProperties {

  private static final RobotModel LEG = leg();
  private static final Map<String, String> FIRST_OF_TWO = Map.of("body", "0", "bodies", "2");

  private static RobotModel leg() {
    try {
      Path folder = Files.createTempDirectory("anchor");
      RobotModel leg = new Workshop(folder).leg();
      for (String file : new String[] {"leg.xml", "robot.yaml", ""}) {
        Files.delete(folder.resolve(file));
      }
      return leg;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A robot and a motion at the start and later, all turned by {@code turn} and moved. */
  private static double[] seen(
      String term, double[] motionTurn, double[] robotTurn, double shift, double height) {
    TermUnderTest anchor = TermUnderTest.of(LEG, term, FIRST_OF_TWO);
    anchor.f32("remembered_at_start/body_quat_w", both(product(motionTurn, yaw(0.3), roll(0.1))));
    anchor.f32("remembered_at_start/body_pos_w", both(turned(motionTurn, 1, 2, 0.9 + height)));
    anchor.f64("imu/orientation", product(robotTurn, yaw(-0.4), pitch(0.2)));
    double[] place = turned(robotTurn, 3, -1, 0.8 + height);
    place[0] += shift;
    anchor.f64("base/position", place);
    anchor.observations(0).first();
    anchor.f32("remembered/body_quat_w", both(product(motionTurn, yaw(0.7), pitch(-0.2))));
    anchor.f32("remembered/body_pos_w", both(turned(motionTurn, 1.5, 2.5, 0.95 + height)));
    anchor.f64("imu/orientation", product(robotTurn, yaw(-0.1), roll(0.3)));
    double[] next = turned(robotTurn, 3.2, -0.7, 0.85 + height);
    next[0] += shift;
    anchor.f64("base/position", next);
    return anchor.observations(1).later();
  }

  /** A vector turned about the vertical. */
  private static double[] turned(double[] yaw, double x, double y, double z) {
    double[] conjugate = {yaw[0], -yaw[1], -yaw[2], -yaw[3]};
    double[] vector = product(yaw, new double[] {0, x, y, z}, conjugate);
    return new double[] {vector[1], vector[2], vector[3]};
  }

  private static double[] both(double[] one) {
    double[] two = new double[2 * one.length];
    System.arraycopy(one, 0, two, 0, one.length);
    return two;
  }

  @Property(tries = 100)
  void turningRobotAndMotionAboutTheVerticalChangesNothing(
      @ForAll @DoubleRange(min = -3, max = 3) double robot,
      @ForAll @DoubleRange(min = -3, max = 3) double motion,
      @ForAll @DoubleRange(min = -50, max = 50) double shift,
      @ForAll @DoubleRange(min = -1, max = 1) double height) {
    for (String term : new String[] {"reference_anchor_position", "reference_anchor_orientation"}) {
      assertArrayEquals(
          seen(term, yaw(0), yaw(0), 0, 0),
          seen(term, yaw(motion), yaw(robot), shift, height),
          1e-5,
          term);
    }
  }

  @Property(tries = 50)
  void theColumnsAreOfARotation(@ForAll @DoubleRange(min = -3, max = 3) double motion) {
    double[] seen = seen("reference_anchor_orientation", yaw(motion), yaw(0), 0, 0);
    double lengths = 0;
    double across = 0;
    for (int row = 0; row < 3; row++) {
      lengths += seen[2 * row] * seen[2 * row] + seen[2 * row + 1] * seen[2 * row + 1];
      across += seen[2 * row] * seen[2 * row + 1];
    }
    assertEquals(2, lengths, 1e-5);
    assertEquals(0, across, 1e-5);
  }
}
