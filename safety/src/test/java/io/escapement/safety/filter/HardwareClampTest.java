package io.escapement.safety.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.escapement.controller.stage.Stage;
import io.escapement.safety.Command;
import io.escapement.safety.SafetyRig;
import io.escapement.safety.SafetySettings;
import io.escapement.safety.SafetyStages;
import io.escapement.safety.TestRobots;
import io.escapement.safety.command.Drives;
import io.escapement.safety.supervisor.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What stands behind the filters when they fail: here with a chain that does what it likes. */
class HardwareClampTest {

  /** A chain whose only filter does what the test says. */
  private static SafetyRig rig(Consumer<FilterContext> filter) {
    SafetySettings settings = SafetyRig.read(TestRobots.legged(), "", true);
    Drives drives = settings.drives();
    FilterContext context = new FilterContext(drives);
    CommandFilter faulty =
        new CommandFilter() {
          @Override
          public String name() {
            return "faulty";
          }

          @Override
          public void apply() {
            filter.accept(context);
          }
        };
    List<Stage> stages = new ArrayList<>(SafetyStages.of(settings).subList(0, 3));
    stages.add(new FilterChain(drives, context, List.of(faulty)));
    stages.add(FilterStages.hardwareClamp(drives, settings.limits()));
    stages.add(new InterventionRecord(drives));
    return new SafetyRig(settings, TestRobots.legged(), stages);
  }

  private static void assertFault(SafetyRig rig, int faults) {
    assertEquals(faults, rig.i32("safety/fault"));
    assertEquals(faults, rig.i32("safety/clamped", 0));
  }

  @Test
  void is_silent_about_a_command_inside_the_limits() {
    SafetyRig rig = rig(context -> context.command().set(0, 0.5, 2, 20, 1, 3)).tick();
    assertEquals(new Command(0.5, 2, 20, 1, 3), rig.command(0));
    assertFault(rig, 0);
  }

  @Test
  void calls_a_command_outside_them_a_fault_and_bounds_it() {
    SafetyRig rig = rig(context -> context.command().set(0, 4, 0, 1, 0, 50)).tick();
    assertEquals(1, rig.command(0).position());
    assertEquals(20, rig.command(0).effort());
    assertFault(rig, 1);
    assertEquals(1, rig.i64("safety/fault_ticks", 0));
    assertEquals(1, rig.i64("safety/intervention_ticks", Intervention.HARDWARE_CLAMP.ordinal()));
  }

  @Test
  void hands_on_what_was_sent_and_not_what_was_wanted() {
    SafetyRig rig = rig(context -> context.command().set(0, 0, 0, 0, 0, 50)).tick();
    assertEquals(20, rig.f64("applied/effort", 0));
  }

  @Test
  void turns_what_is_no_number_into_no_effort() {
    SafetyRig rig = rig(context -> context.command().set(0, Double.NaN, 0, 9, 9, 9)).tick();
    assertEquals(Command.pose(0.3, 0), rig.command(0));
    assertFault(rig, 1);
  }

  @Test
  void bounds_the_drives_effort_by_lower_gains() {
    SafetyRig rig = rig(context -> context.command().set(0, 1, 0, 100, 0, 0));
    rig.q[0] = 0;
    rig.tick();
    assertEquals(20, rig.command(0).stiffness(), 1e-9);
    assertFault(rig, 1);
  }

  @Test
  void takes_out_negative_gains() {
    SafetyRig rig = rig(context -> context.command().set(0, 0, 0, -1, -2, 0)).tick();
    assertEquals(new Command(0, 0, 0, 0, 0), rig.command(0));
    assertFault(rig, 1);
  }

  @Test
  void takes_one_negative_gain_for_a_fault_as_well() {
    SafetyRig stiffness = rig(context -> context.command().set(0, 0, 0, -1, 2, 0)).tick();
    assertEquals(new Command(0, 0, 0, 2, 0), stiffness.command(0));
    assertFault(stiffness, 1);
    SafetyRig damping = rig(context -> context.command().set(0, 0, 0, 1, -2, 0)).tick();
    assertEquals(new Command(0, 0, 1, 0, 0), damping.command(0));
    assertFault(damping, 1);
  }

  @Test
  void leaves_the_set_point_where_it_was_for_what_is_no_number() {
    double[] wanted = {.7};
    SafetyRig rig = rig(context -> context.command().set(0, wanted[0], 0, 9, 0, 0)).tick();
    assertFault(rig, 0);
    wanted[0] = Double.NaN;
    assertEquals(Command.pose(.7, 0), rig.tick().command(0));
    assertFault(rig, 1);
  }

  @Test
  void makes_the_supervisor_fall_back_on_the_next_tick() {
    SafetyRig rig = rig(context -> context.command().set(0, 0, 0, 0, 0, 50)).tick();
    assertEquals("policy", rig.mode());
    rig.tick();
    assertEquals("damping", rig.mode());
    assertEquals(Cause.HARDWARE_CLAMP, rig.cause());
    assertEquals(1, rig.i32("supervisor/terminal"));
  }
}
