package io.escapement.policy.observation;

import java.util.Map;
import java.util.Set;

/** The terms that the runtime brings itself. */
public final class BuiltInTerms implements ObservationTermProvider {

  /** Creates the provider; called by the service loader. */
  public BuiltInTerms() {}

  @Override
  public Map<String, Set<String>> terms() {
    return Map.of(
        "base_linear_velocity", Set.of(),
        "base_angular_velocity", Set.of(),
        "projected_gravity", Set.of(),
        "velocity_command", Set.of(),
        "joint_position", Set.of(),
        "joint_velocity", Set.of(),
        "previous_action", Set.of(),
        "phase_clock", Set.of(PhaseClock.FREQUENCY_HZ, PhaseClock.OFFSET_CYCLES));
  }

  @Override
  public ObservationTerm create(TermContext context) {
    return switch (context.spec().term()) {
      case "base_linear_velocity" -> new VectorTerm(context.channel("base/linear_velocity"));
      case "base_angular_velocity" -> new VectorTerm(context.channel("imu/angular_velocity"));
      case "projected_gravity" -> new ProjectedGravity(context.channel("imu/orientation"));
      case "velocity_command" -> new VelocityCommand(context);
      case "joint_position" -> new JointPosition(context);
      case "joint_velocity" -> new JointVelocity(context);
      case "previous_action" -> new PreviousAction(context);
      case "phase_clock" -> new PhaseClock(context);
      default -> throw new IllegalArgumentException(context.spec().term());
    };
  }
}
