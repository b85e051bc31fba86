package io.escapement.policy.observation;

import java.util.Map;
import java.util.Set;

/** The terms that the runtime brings itself. */
public final class BuiltInTerms implements ObservationTermProvider {

  private static final Set<String> ANCHOR =
      Set.of(
          ReferenceAnchor.BODY,
          ReferenceAnchor.BODIES,
          ReferenceAnchor.POSITION_TENSOR,
          ReferenceAnchor.ORIENTATION_TENSOR,
          ReferenceAnchor.ORIENTATION_ORDER);

  /** Creates the provider; called by the service loader. */
  public BuiltInTerms() {}

  @Override
  public Map<String, Set<String>> terms() {
    return Map.ofEntries(
        Map.entry("base_linear_velocity", Set.of(BaseVelocity.FRAME)),
        Map.entry("base_angular_velocity", Set.of(BaseVelocity.FRAME)),
        Map.entry("projected_gravity", Set.of()),
        Map.entry("base_orientation", Set.of(BaseOrientation.ORDER, BaseOrientation.UNIQUE)),
        Map.entry("base_euler", Set.of()),
        Map.entry("base_rotation", Set.of(RotationMatrix.FORM)),
        Map.entry("base_position", Set.of()),
        Map.entry("base_height", Set.of(BasePosition.ESTIMATED)),
        Map.entry("velocity_command", Set.of(VelocityCommand.AXES)),
        Map.entry("joint_position", Set.of()),
        Map.entry("joint_position_absolute", Set.of()),
        Map.entry("joint_velocity", Set.of()),
        Map.entry("joint_effort", Set.of()),
        Map.entry("previous_action", Set.of()),
        Map.entry("base_action", Set.of()),
        Map.entry("phase_clock", Set.of(PhaseClock.FREQUENCY_HZ, PhaseClock.OFFSET_CYCLES)),
        Map.entry("inference_count", Set.of()),
        Map.entry("channel", Set.of(ChannelTerm.CHANNEL, ChannelTerm.SIZE)),
        Map.entry("contact", Set.of(Contact.CHANNEL, Contact.SIZE, Contact.THRESHOLD)),
        Map.entry("policy_output", Set.of(RememberedOutput.TENSOR, RememberedOutput.SIZE)),
        Map.entry("reference_joint_position", Set.of(RememberedOutput.TENSOR)),
        Map.entry("reference_joint_velocity", Set.of(RememberedOutput.TENSOR)),
        Map.entry("reference_anchor_position", ANCHOR),
        Map.entry("reference_anchor_orientation", ANCHOR));
  }

  @Override
  public ObservationTerm create(TermContext context) {
    return switch (context.spec().term()) {
      case "base_linear_velocity" -> new BaseVelocity(context, "base/linear_velocity");
      case "base_angular_velocity" -> new BaseVelocity(context, "imu/angular_velocity");
      case "projected_gravity" -> new ProjectedGravity(context.channel("imu/orientation"));
      case "base_orientation" -> new BaseOrientation(context);
      case "base_euler" -> new BaseEuler(context);
      case "base_rotation" -> new RotationMatrix(context);
      case "base_position" -> BasePosition.whole(context);
      case "base_height" -> BasePosition.height(context);
      case "velocity_command" -> new VelocityCommand(context);
      case "joint_position" -> new JointPosition(context);
      case "joint_position_absolute" -> new JointState(context, "joints/position");
      case "joint_velocity" -> new JointState(context, "joints/velocity");
      case "joint_effort" -> new JointState(context, "joints/effort");
      case "previous_action" -> new PreviousAction(context);
      case "base_action" -> new BaseAction(context);
      case "phase_clock" -> new PhaseClock(context);
      case "inference_count" -> new InferenceCount(context);
      case "channel" -> new ChannelTerm(context);
      case "contact" -> new Contact(context);
      case "policy_output" -> new RememberedOutput(context);
      case "reference_joint_position" -> new RememberedOutput(context, "joint_pos");
      case "reference_joint_velocity" -> new RememberedOutput(context, "joint_vel");
      case "reference_anchor_position" -> new ReferenceAnchor(context, true);
      case "reference_anchor_orientation" -> new ReferenceAnchor(context, false);
      default -> throw new IllegalArgumentException(context.spec().term());
    };
  }
}
