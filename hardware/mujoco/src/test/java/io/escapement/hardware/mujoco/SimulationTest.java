package io.escapement.hardware.mujoco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.hardware.Push;
import io.escapement.testing.RequiresMujoco;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Physics that can be worked out on paper, to see that memory and steps are what they seem. */
@RequiresMujoco
final class SimulationTest {

  private static final long SECOND_NS = 1_000_000_000L;
  private static final Simulation.Actuation NOTHING = timeNs -> {};

  @TempDir Path folder;

  private Simulation simulation(String mjcf) throws IOException {
    Path file = Mjcf.write(folder, "model.xml", mjcf);
    MujocoModel model = MujocoModel.load(MujocoLibrary.load(), file);
    return new Simulation(model, model.timestepNs(file));
  }

  @Test
  void a_small_pendulum_swings_with_the_period_of_the_textbook() throws IOException {
    try (Simulation pendulum = simulation(Mjcf.PENDULUM)) {
      pendulum.data().qpos().putDouble(0, 0.02);
      pendulum.begin();
      long previousCrossing = -1;
      double period = 0;
      double before = 0.02;
      while (period == 0) {
        pendulum.advance(pendulum.timeNs() + pendulum.timestepNs(), 1, NOTHING);
        double now = pendulum.data().qpos().getDouble(0);
        if (before < 0 && now >= 0) {
          if (previousCrossing >= 0) {
            period = (pendulum.timeNs() - previousCrossing) / 1e9;
          }
          previousCrossing = pendulum.timeNs();
        }
        before = now;
      }
      // 2 pi sqrt(l / g) (1 + a^2 / 16) for an amplitude a of 0.02 rad; crossings are seen to 1 ms.
      assertEquals(2 * Math.PI * Math.sqrt(1 / 9.81) * (1 + 0.0004 / 16), period, 0.0011);
    }
  }

  @Test
  void a_pendulum_without_friction_keeps_its_energy() throws IOException {
    try (Simulation pendulum = simulation(Mjcf.PENDULUM)) {
      pendulum.data().qpos().putDouble(0, 1.0);
      pendulum.begin();
      double start = pendulum.data().energy();
      assertTrue(pendulum.advance(10 * SECOND_NS, Long.MAX_VALUE / 2, NOTHING));
      assertEquals(start, pendulum.data().energy(), 1e-6);
    }
  }

  @Test
  void steps_stop_at_the_last_whole_one_before_the_time_asked_for() throws IOException {
    try (Simulation pendulum = simulation(Mjcf.PENDULUM)) {
      pendulum.begin();
      pendulum.advance(3_999_999, 100, NOTHING);
      assertEquals(3_000_000, pendulum.timeNs());
      pendulum.advance(SECOND_NS, 2, NOTHING);
      assertEquals(5_000_000, pendulum.timeNs());
    }
  }

  @Test
  void a_push_changes_momentum_by_force_times_duration() throws IOException {
    try (Simulation floater = simulation(Mjcf.FLOATER)) {
      AppliedPushes pushes =
          new AppliedPushes(
              floater.data().appliedForce(),
              List.of(new Push(100_000_000, "trunk", 0, 6, -3, 200_000_000)),
              new int[] {floater.model().find("mjOBJ_BODY", "trunk")});
      floater.begin();
      floater.advance(100_000_000, 1_000, pushes::apply);
      assertEquals(0, floater.data().qvel().getDouble(8));
      floater.advance(200_000_000, 1_000, pushes::apply);
      assertEquals(6, pushes.forceN(1));
      floater.advance(SECOND_NS, 1_000, pushes::apply);
      // 2 kg: v = F t / m
      assertEquals(6 * 0.2 / 2, floater.data().qvel().getDouble(8), 1e-9);
      assertEquals(-3 * 0.2 / 2, floater.data().qvel().getDouble(16), 1e-9);
      assertEquals(0, pushes.forceN(1));
    }
  }

  @Test
  void overlapping_pushes_add_up_and_an_operators_push_ends() throws IOException {
    try (Simulation floater = simulation(Mjcf.FLOATER)) {
      int trunk = floater.model().find("mjOBJ_BODY", "trunk");
      AppliedPushes pushes =
          new AppliedPushes(
              floater.data().appliedForce(),
              List.of(
                  new Push(0, "trunk", 1, 0, 0, SECOND_NS),
                  new Push(500_000_000, "trunk", 2, 0, 0, SECOND_NS)),
              new int[] {trunk, trunk});
      floater.begin();
      floater.advance(600_000_000, 1_000, pushes::apply);
      assertEquals(3, pushes.forceN(0));
      assertTrue(pushes.request(trunk, 4, 0, 0, 100_000_000));
      floater.advance(650_000_000, 1_000, pushes::apply);
      assertEquals(7, pushes.forceN(0));
      floater.advance(2 * SECOND_NS, 1_000, pushes::apply);
      assertEquals(0, pushes.forceN(0));
      assertEquals((1 + 2 + 0.4) / 2, floater.data().qvel().getDouble(0), 1e-9);
    }
  }

  @Test
  void more_operator_pushes_than_there_is_room_for_are_refused_until_others_end()
      throws IOException {
    try (Simulation floater = simulation(Mjcf.FLOATER)) {
      AppliedPushes pushes =
          new AppliedPushes(floater.data().appliedForce(), List.of(), new int[0]);
      floater.begin();
      for (int i = 0; i < AppliedPushes.OPERATOR_CAPACITY; i++) {
        assertTrue(pushes.request(1, 1, 0, 0, 10_000_000));
      }
      assertFalse(pushes.request(1, 1, 0, 0, 10_000_000));
      floater.advance(8_000_000, 1_000, pushes::apply);
      assertEquals(AppliedPushes.OPERATOR_CAPACITY, pushes.forceN(0));
      assertFalse(pushes.request(1, 1, 0, 0, 10_000_000));
      floater.advance(100_000_000, 1_000, pushes::apply);
      assertTrue(pushes.request(1, 1, 0, 0, 10_000_000));
    }
  }

  @Test
  void sensors_belong_to_the_time_that_the_steps_reached() throws IOException {
    try (Simulation floater = simulation(Mjcf.FLOATER)) {
      floater.data().qvel().putDouble(3 * Double.BYTES, 2.0);
      floater.begin();
      floater.advance(500_000_000, 1_000, NOTHING);
      // Sensor order: gyro 3, accelerometer 3, attitude 4, speed 3.
      for (int i = 0; i < 4; i++) {
        assertEquals(
            floater.data().qpos().getDouble((3 + i) * Double.BYTES),
            floater.data().sensors().getDouble((6 + i) * Double.BYTES),
            1e-12);
      }
      // Half a second at 2 rad/s about x is 1 rad.
      assertEquals(Math.cos(0.5), floater.data().sensors().getDouble(6 * Double.BYTES), 1e-9);
    }
  }

  @Test
  void a_huge_velocity_is_reported_as_divergence() throws IOException {
    try (Simulation pendulum = simulation(Mjcf.PENDULUM)) {
      pendulum.begin();
      pendulum.data().qvel().putDouble(0, Double.NaN);
      assertFalse(pendulum.advance(SECOND_NS, 100, NOTHING));
      assertTrue(pendulum.data().diverged());
    }
  }
}
