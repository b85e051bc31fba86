package io.escapement.safety.chain;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.record.ChannelSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the chain writes down of its work. */
class ChainRecordTest {

  private static final List<String> ROWS =
      List.of("effort m0", "effort m1", "viability m0", "viability m1");

  private static ChannelSpec spec(ChainRig rig, String name) {
    return rig.pipeline().record().layout().find("arm/certified/" + name).spec();
  }

  @Test
  void names_its_rows_and_joints_and_says_units() {
    try (ChainRig rig = new ChainRig(PlanarArm.two(), "{}", 1000)) {
      assertAll(
          () -> assertEquals(ROWS, spec(rig, "active").labels()),
          () -> assertEquals(ROWS, spec(rig, "multipliers").labels()),
          () -> assertEquals(ROWS, spec(rig, "slack").labels()),
          () -> assertEquals(ROWS, spec(rig, "row_ticks").labels()),
          () -> assertEquals(List.of("m0", "m1"), spec(rig, "nominal").labels()),
          () -> assertEquals("Nm", spec(rig, "nominal").unit()),
          () -> assertEquals("Nm", spec(rig, "filtered").unit()),
          () -> assertEquals("rad/s^2", spec(rig, "lower_acceleration").unit()),
          () -> assertEquals("ticks", spec(rig, "row_ticks").unit()),
          () -> assertEquals(1, spec(rig, "changed_ticks").count()));
    }
  }

  @Test
  void of_a_kinematic_chain_the_variables_are_velocities() {
    try (ChainRig rig =
        new ChainRig(PlanarArm.two(), "{model: kinematic}", 1000, ChainRig.Takes.ALL)) {
      assertEquals("rad/s", spec(rig, "nominal").unit());
    }
  }

  @Test
  void a_command_that_passes_leaves_no_row_active() {
    PlanarArm arm = PlanarArm.two();
    try (ChainRig rig = new ChainRig(arm, "{}", 1000)) {
      rig.efforts(1, -.5).run(3);
      assertAll(
          () -> assertEquals(1, rig.f64("certified/nominal", 0)),
          () -> assertEquals(-.5, rig.f64("certified/nominal", 1)),
          () -> assertEquals(1, rig.f64("certified/filtered", 0)),
          () -> assertEquals(-.5, rig.f64("certified/filtered", 1)),
          () -> assertEquals(0, rig.i32("certified/status", 0)),
          () -> assertEquals(0, rig.i32("certified/changed", 0)),
          () -> assertEquals(0, rig.i64("certified/changed_ticks", 0)),
          () -> assertTrue(rig.f64("certified/lower_acceleration", 1) < 0),
          () -> assertTrue(rig.f64("certified/upper_acceleration", 1) > 0));
      for (int row = 0; row < ROWS.size(); row++) {
        assertEquals(0, rig.i32("certified/active", row));
        assertEquals(0, rig.f64("certified/multipliers", row));
        assertEquals(0, rig.i64("certified/row_ticks", row));
      }
    }
  }

  @Test
  void a_command_that_is_held_back_names_the_row_with_its_multiplier_and_counts_it() {
    PlanarArm arm = PlanarArm.two();
    arm.q[1] = 1.49;
    arm.dq[1] = .3;
    try (ChainRig rig = new ChainRig(arm, "{}", 1000)) {
      rig.efforts(0, 12).run(5);
      int row = ROWS.indexOf("viability m1");
      assertAll(
          () -> assertEquals(1, rig.i32("certified/active", row), "the upper bound"),
          () -> assertTrue(rig.f64("certified/multipliers", row) > 0),
          () -> assertEquals(0, rig.f64("certified/slack", row)),
          () -> assertEquals(5, rig.i64("certified/row_ticks", row)),
          () -> assertEquals(12, rig.f64("certified/nominal", 1)),
          () -> assertTrue(rig.f64("certified/filtered", 1) < 12),
          () ->
              assertEquals(
                  rig.command(1).effort(), rig.f64("certified/filtered", 1), 1e-12, "as sent"),
          () -> assertEquals(1, rig.i32("certified/changed", 0)),
          () -> assertEquals(5, rig.i64("certified/changed_ticks", 0)),
          () -> assertTrue(rig.f64("certified/residual", 0) <= 1e-9),
          () -> assertEquals(0, rig.i64("certified/brake_ticks", 0)));
    }
  }

  @Test
  void while_nothing_is_known_nothing_is_asked_and_brake_ticks_count() {
    PlanarArm arm = PlanarArm.two();
    arm.q[1] = 1.49;
    arm.dq[1] = .3;
    try (ChainRig rig = new ChainRig(arm, "{}", 1000)) {
      rig.efforts(0, 12).run(2);
      assertNotEquals(0, rig.i32("certified/active", 3));
      rig.measuredPosition = new double[] {Double.NaN, 0};
      rig.run(4);
      assertAll(
          () -> assertEquals(-1, rig.i32("certified/status", 0)),
          () -> assertEquals(0, rig.i32("certified/iterations", 0)),
          () -> assertEquals(0, rig.f64("certified/residual", 0)),
          () -> assertEquals(4, rig.i64("certified/brake_ticks", 0)),
          () -> assertEquals(2, rig.i64("certified/row_ticks", 3), "no more than before"),
          () -> assertEquals(BrakeCause.UNKNOWN_STATE.code(), rig.i32("certified/brake", 0)));
      for (int row = 0; row < ROWS.size(); row++) {
        assertEquals(0, rig.i32("certified/active", row));
        assertEquals(0, rig.f64("certified/multipliers", row));
      }
    }
  }
}
