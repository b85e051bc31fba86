package io.escapement.hardware.mujoco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.testing.RequiresMujoco;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work and contact forces that can be worked out on paper. */
@RequiresMujoco
final class PhysicsJudgeTest {

  private static final long SECOND_NS = 1_000_000_000L;
  private static final long MOST = 1_000_000;
  private static final Simulation.Actuation NOTHING = timeNs -> {};

  /** A box of 2 kg on a floor: four points of contact. */
  private static final String RESTING_BOX =
      """
      <mujoco>
        <option timestep="0.001" gravity="0 0 -9.81"/>
        <worldbody>
          <geom type="plane" size="1 1 0.1"/>
          <body pos="0 0 0.0999">
            <freejoint/>
            <geom type="box" size="0.1 0.1 0.1" mass="2"/>
          </body>
          <body pos="0.5 0 0.0999">
            <freejoint/>
            <geom type="sphere" size="0.1" mass="1"/>
          </body>
        </worldbody>
      </mujoco>
      """;

  @TempDir Path folder;

  private Simulation simulation(String mjcf) throws IOException {
    Path file = Mjcf.write(folder, "model.xml", mjcf);
    MujocoModel model = MujocoModel.load(MujocoLibrary.load(), file);
    return new Simulation(model, model.timestepNs(file));
  }

  private static PhysicsJudge judge(Simulation simulation) {
    PhysicsJudge judge = new PhysicsJudge(simulation.model(), simulation.data());
    simulation.judgeBy(judge);
    return judge;
  }

  private static String drivenPendulum() {
    return Mjcf.PENDULUM.replace(
        "<keyframe>", "<actuator><motor joint=\"swing\"/></actuator><keyframe>");
  }

  @Test
  void what_a_motor_gives_to_a_pendulum_is_its_gain_of_kinetic_and_potential_energy()
      throws IOException {
    try (Simulation pendulum = simulation(drivenPendulum())) {
      PhysicsJudge judge = judge(pendulum);
      pendulum.data().qpos().putDouble(0, 0.4);
      pendulum.begin();
      double start = pendulum.data().energy();
      // The torque changes sign between steps only, so RK4 holds it over each of them.
      pendulum.advance(
          5 * SECOND_NS,
          MOST,
          timeNs ->
              pendulum.data().ctrl().putDouble(0, timeNs % 900_000_000 < 450_000_000 ? 3 : -2));
      double gained = pendulum.data().energy() - start;
      assertTrue(Math.abs(gained) > 0.5, "gained " + gained + " J");
      assertEquals(gained, judge.injectedJ(), 1e-6);
      double speed = pendulum.data().qvel().getDouble(0);
      assertTrue(Math.abs(gained - speed * speed / 2) > 0.1, "some of it lifted the bob");
      assertEquals(speed * speed / 2, judge.injectedBeyondGravityJ(), 1e-4, "1 kg at 1 m");
    }
  }

  @Test
  void potential_energy_counts_in_a_model_that_does_not_ask_for_energies() throws IOException {
    String silent = drivenPendulum().replace("<flag energy=\"enable\"/>", "");
    try (Simulation pendulum = simulation(silent)) {
      PhysicsJudge judge = judge(pendulum);
      pendulum.data().qpos().putDouble(0, 0.4);
      pendulum.begin();
      pendulum.advance(SECOND_NS / 2, MOST, NOTHING); // about a quarter of a swing
      double speed = pendulum.data().qvel().getDouble(0);
      assertTrue(Math.abs(speed) > 0.5, () -> "it swings with " + speed + " rad/s");
      assertEquals(0, judge.injectedJ());
      assertEquals(speed * speed / 2, judge.injectedBeyondGravityJ(), 1e-4, "1 kg at 1 m fell");
    }
  }

  @Test
  void with_eulers_integrator_work_is_torque_times_the_angle_that_was_turned() throws IOException {
    try (Simulation table =
        simulation(Mjcf.TURNTABLE.formatted("<motor joint=\"turn\" gear=\"5\"/>"))) {
      PhysicsJudge judge = judge(table);
      table.begin();
      table.advance(SECOND_NS, MOST, timeNs -> table.data().ctrl().putDouble(0, 0.6));
      double angle = table.data().qpos().getDouble(0);
      // 1 kg m^2 under 3 Nm for 1000 steps: the velocity of a step is the one that it ends with.
      assertEquals(3 * 1e-6 * 1000 * 1001 / 2, angle, 1e-9);
      assertEquals(3 * angle, judge.injectedJ(), 1e-9);
    }
  }

  @Test
  void a_motor_that_brakes_takes_out_what_it_gave() throws IOException {
    try (Simulation table = simulation(Mjcf.TURNTABLE.formatted("<motor joint=\"turn\"/>"))) {
      PhysicsJudge judge = judge(table);
      table.begin();
      table.advance(
          SECOND_NS,
          MOST,
          timeNs -> table.data().ctrl().putDouble(0, timeNs < SECOND_NS / 2 ? 2 : -2));
      // What is left is the work of a step's velocity being that at its end: tau^2 h t / 2.
      assertEquals(0, table.data().qvel().getDouble(0), 1e-9);
      assertEquals(4 * 0.001 * 0.5, judge.injectedJ(), 1e-9);
    }
  }

  @Test
  void a_box_at_rest_presses_with_its_weight_through_its_four_corners_together()
      throws IOException {
    try (Simulation world = simulation(RESTING_BOX)) {
      PhysicsJudge judge = judge(world);
      world.begin();
      world.advance(2 * SECOND_NS, MOST, NOTHING);
      judge.takePeakN();
      world.advance(2 * SECOND_NS + 10_000_000, MOST, NOTHING);
      assertTrue(world.data().contacts() > 4, "contacts: " + world.data().contacts());
      assertEquals(2 * 9.81, judge.takePeakN(), 1e-3);
      assertEquals(0, judge.takePeakN(), "nothing since");
      assertEquals(0, judge.injectedJ());
    }
  }

  @Test
  void a_new_start_forgets_work_and_forces() throws IOException {
    try (Simulation world = simulation(RESTING_BOX);
        Simulation table = simulation(Mjcf.TURNTABLE.formatted("<motor joint=\"turn\"/>"))) {
      PhysicsJudge contacts = judge(world);
      PhysicsJudge work = judge(table);
      table.data().ctrl().putDouble(0, 1);
      table.begin();
      world.begin();
      table.advance(SECOND_NS, MOST, NOTHING);
      world.advance(SECOND_NS, MOST, NOTHING);
      assertTrue(work.injectedJ() > 0.1);
      table.begin();
      world.begin();
      assertEquals(0, work.injectedJ());
      assertEquals(0, contacts.takePeakN());
    }
  }
}
