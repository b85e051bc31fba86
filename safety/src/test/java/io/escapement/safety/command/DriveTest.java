package io.escapement.safety.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.safety.TestRobots;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DriveTest {

  private static final double MOST = Drive.PHYSICAL_MAX;

  /** A drive that takes what its letters say: position, velocity, stiffness, damping, effort. */
  private static Drive takes(String letters) {
    return new Drive(
        "d",
        0,
        letters.contains("p"),
        letters.contains("v"),
        letters.contains("s"),
        letters.contains("d"),
        letters.contains("e"),
        -1,
        1,
        -1,
        1,
        2,
        3,
        4,
        5,
        6,
        7,
        0,
        true);
  }

  /** A drive with these limits in the order of the record. */
  private static Drive with(int joint, double... v) {
    return new Drive(
        "d", joint, true, true, true, true, true, v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7],
        v[8], v[9], v[10], true);
  }

  @ParameterizedTest
  @CsvSource({
    // Position .5 at 10 Nm/rad from .2; 3 rad/s at 2 Nm s/rad from 1; 7 Nm.
    "pvsde, 14",
    "pvsd, 7",
    "psde, 8",
    "psd, 1",
    "pse, 10",
    "vde, 11",
    "de, 5",
    "e, 7",
    "p, 0",
    "s, 0",
    "v, 0"
  })
  void gives_the_effort_of_the_numbers_that_it_takes(String letters, double effort) {
    assertEquals(effort, takes(letters).effort(.5, 3, 10, 2, 7, .2, 1), 1e-12);
    assertEquals(!letters.matches("[pv]*"), takes(letters).effortPredictable());
  }

  @Test
  void uses_a_position_where_there_is_stiffness_or_it_is_a_servo() {
    assertTrue(takes("p").usesPosition(0));
    assertTrue(takes("ps").usesPosition(1));
    assertFalse(takes("ps").usesPosition(0));
    assertFalse(takes("e").usesPosition(1));
  }

  @Test
  void what_is_physical_is_a_number_of_a_size_that_machines_have() {
    assertTrue(Drive.physical(MOST) && Drive.physical(-MOST) && Drive.physical(0));
    for (double no : new double[] {1.01 * MOST, -1.01 * MOST, Double.NaN, -1. / 0}) {
      assertFalse(Drive.physical(no), "" + no);
    }
  }

  @Test
  void may_have_limits_that_leave_nothing() {
    with(-1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, MOST);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 4, 5, 6, 7, 8, 9, 10})
  void names_the_limit_that_is_none(int which) {
    for (double no : new double[] {Double.NaN, which < 4 ? 2 : which < 10 ? -1 : 2 * MOST}) {
      double[] numbers = {-1, 1, -1, 1, 2, 3, 4, 5, 6, 7, 0};
      numbers[which] = no;
      IllegalArgumentException error =
          assertThrows(IllegalArgumentException.class, () -> with(0, numbers));
      assertTrue(error.getMessage().contains("actuator d: wrong"), error.getMessage());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 7, 8, 9})
  void has_gains_of_a_size_that_machines_have(int which) {
    double[] numbers = {-1, 1, -1, 1, 2, 3, 4, 5, 6, 7, 0};
    numbers[which] = 2 * MOST;
    assertThrows(IllegalArgumentException.class, () -> with(0, numbers));
  }

  @Test
  void belongs_to_one_joint_or_to_none() {
    double[] numbers = {-1, 1, -1, 1, 2, 3, 4, 5, 6, 7, 0};
    assertThrows(IllegalArgumentException.class, () -> with(-2, numbers));
    List<Drive> second = List.of(with(1, numbers));
    new Drives("r", 2, false, false, second);
    assertThrows(IllegalArgumentException.class, () -> new Drives("r", 1, false, false, second));
  }

  @Test
  void is_one_of_a_robot_with_a_name() {
    List<Drive> one = List.of(takes("e"));
    assertThrows(IllegalArgumentException.class, () -> new Drives("", 1, false, false, one));
    assertThrows(IllegalArgumentException.class, () -> new Drives("r", 1, false, false, List.of()));
  }

  @Test
  void is_found_by_its_name() {
    Drives legged = Drives.of(TestRobots.legged());
    for (int i = 0; i < legged.count(); i++) {
      assertEquals(i, legged.indexOf(legged.names().get(i)));
      assertEquals(legged.drives().get(i), legged.toArray()[i]);
    }
    assertEquals(-1, legged.indexOf("tail"));
    assertEquals(legged.robot() + "/a/b", legged.channel("a/b"));
    assertTrue(legged.imu());
    assertFalse(legged.holds());
    assertTrue(Drives.of(TestRobots.arm()).holds());
  }
}
