package io.escapement.dynamics;

import io.escapement.controller.config.PreflightException;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;
import org.ejml.dense.row.linsol.chol.LinearSolverChol_DDRM;

/**
 * Works out a robot's dynamics from its measured state: {@code R/dynamics/mass_matrix}, {@code
 * bias} and {@code gravity}, {@code inverse_mass} for a fixed base, and the channels of chosen
 * frames ({@link FrameKinematics}).
 *
 * <p>{@code mass_matrix * acceleration + bias = effort}, in the order of {@link
 * DynamicsModel#velocityLabels}. A kinematic model has frames only. Where a number of the state is
 * not finite, every result is NaN.
 */
public final class DynamicsStage implements Stage {

  private final DynamicsModel model;
  private final LinkStates states;
  private final LinkEfforts efforts;
  private final LinkMasses masses;
  private final BaseState base = new BaseState();
  private final double[] positions;
  private final double[] velocities;
  private final List<FrameKinematics> frames;
  private final F64Channel jointPosition;
  private final F64Channel jointVelocity;
  private final BaseChannels baseChannels;
  private final F64Channel massMatrix;
  private final F64Channel bias;
  private final F64Channel gravity;
  private final F64Channel passive;
  private final F64Channel inverseMass;
  private final LinearSolverChol_DDRM solver =
      new LinearSolverChol_DDRM(new CholeskyDecompositionInner_DDRM(true));
  private final DMatrixRMaj factored;
  private final DMatrixRMaj inverse;
  private final double[] armature;
  private final double[] damping;

  /**
   * Makes the stage of one pipeline.
   *
   * @param model the robot's bodies
   * @param settings what is wanted
   * @throws PreflightException if the robot has no frame of a name, or two names give the same
   *     channels
   */
  public DynamicsStage(DynamicsModel model, DynamicsSettings settings) {
    this.model = Objects.requireNonNull(model, "model");
    String robot = model.robot().name();
    int joints = model.robot().joints().size();
    int n = model.velocities();
    states = new LinkStates(model);
    efforts = new LinkEfforts(model);
    masses = new LinkMasses(model);
    positions = new double[joints];
    velocities = new double[joints];
    requireNamesApart(robot, settings.frames());
    frames =
        settings.frames().stream()
            .map(name -> new FrameKinematics(model, model.frame(name)))
            .toList();
    jointPosition = F64Channel.reading(robot + "/joints/position", joints);
    jointVelocity = F64Channel.reading(robot + "/joints/velocity", joints);
    boolean floating = model.robot().floatingBase();
    baseChannels = floating ? new BaseChannels(robot, settings) : null;
    boolean dynamic = model.isDynamic();
    String group = robot + "/dynamics";
    List<String> labels = model.velocityLabels();
    massMatrix = dynamic ? channel(group + "/mass_matrix", n * n, List.of()) : null;
    bias = dynamic ? channel(group + "/bias", n, labels) : null;
    gravity = dynamic ? channel(group + "/gravity", n, labels) : null;
    inverseMass = dynamic && !floating ? channel(group + "/inverse_mass", n * n, List.of()) : null;
    factored = new DMatrixRMaj(n, n);
    inverse = new DMatrixRMaj(n, n);
    passive = dynamic ? channel(group + "/passive", n, labels) : null;
    armature = new double[n];
    damping = new double[n];
    for (int i = 0; i < model.baseVelocities(); i++) {
      armature[i] = model.baseArmature();
    }
    for (DynamicsLink link : model.links()) {
      int at = model.baseVelocities() + link.jointIndex();
      armature[at] = link.armature();
      damping[at] = model.damping(link.joint());
    }
  }

  /** Characters that a channel cannot have become one, so that two names may become the same. */
  private static void requireNamesApart(String robot, List<String> names) {
    Map<String, String> taken = new HashMap<>();
    for (String name : names) {
      String group = FrameKinematics.group(robot, name);
      String other = taken.put(group, name);
      if (other != null) {
        throw PreflightException.at("frames of robot " + robot)
            .summary(
                other.equals(name)
                    ? "\"" + name + "\" is there twice"
                    : "\"" + other + "\" and \"" + name + "\" would both be " + group)
            .remedy("leave one out, or rename it in the model")
            .build();
      }
    }
  }

  private static F64Channel channel(String name, int count, List<String> labels) {
    return new F64Channel(
        ChannelSpec.derived(name, ChannelType.F64, count)
            .withUnit(labels.isEmpty() ? "SI, by rows" : "Nm, N")
            .withLabels(labels));
  }

  /**
   * The model behind the channels.
   *
   * @return the model
   */
  public DynamicsModel model() {
    return model;
  }

  @Override
  public String name() {
    return "dynamics";
  }

  @Override
  public Phase phase() {
    return Phase.ESTIMATE;
  }

  @Override
  public void declare(Wiring wiring) {
    wiring.reads(jointPosition);
    wiring.reads(jointVelocity);
    if (baseChannels != null) {
      baseChannels.declare(wiring);
    }
    if (massMatrix != null) {
      wiring.writes(massMatrix);
      wiring.writes(bias);
      wiring.writes(gravity);
      wiring.writes(passive);
    }
    if (inverseMass != null) {
      wiring.writes(inverseMass);
    }
    frames.forEach(frame -> frame.declare(wiring));
  }

  @Override
  public void tick() {
    if (!takeState()) {
      writeUnknown();
      return;
    }
    states.update(base, positions, velocities);
    for (int i = 0; i < frames.size(); i++) {
      frames.get(i).write(states);
    }
    if (massMatrix != null) {
      writeMass();
      efforts.update(states);
      for (int i = 0; i < armature.length; i++) {
        bias.set(i, efforts.bias(i));
        gravity.set(i, efforts.gravity(i));
      }
      writePassive();
    }
  }

  private boolean takeState() {
    boolean known = baseChannels == null || baseChannels.take(base);
    for (int i = 0; i < positions.length; i++) {
      positions[i] = jointPosition.get(i);
      velocities[i] = jointVelocity.get(i);
      known &= Double.isFinite(positions[i]) && Double.isFinite(velocities[i]);
    }
    return known;
  }

  private void writeMass() {
    masses.update(states);
    double[] mass = masses.matrix();
    int n = armature.length;
    for (int row = 0; row < n; row++) {
      mass[n * row + row] += armature[row];
    }
    for (int i = 0; i < mass.length; i++) {
      massMatrix.set(i, mass[i]);
    }
    if (inverseMass != null) {
      writeInverse(mass);
    }
  }

  private void writeInverse(double[] mass) {
    int n = armature.length;
    System.arraycopy(mass, 0, factored.data, 0, mass.length);
    if (!solver.setA(factored)) {
      FrameKinematics.fill(inverseMass, n * n);
      return;
    }
    solver.invert(inverse);
    for (int i = 0; i < n * n; i++) {
      inverseMass.set(i, inverse.get(i));
    }
  }

  private void writePassive() {
    int base = damping.length - velocities.length;
    for (int i = 0; i < damping.length; i++) {
      passive.set(i, i < base ? 0 : 0 - damping[i] * velocities[i - base]);
    }
  }

  private void writeUnknown() {
    int n = armature.length;
    if (baseChannels != null) {
      baseChannels.writeUnknown();
    }
    for (int i = 0; i < frames.size(); i++) {
      frames.get(i).writeUnknown();
    }
    if (massMatrix != null) {
      FrameKinematics.fill(massMatrix, n * n);
      FrameKinematics.fill(bias, n);
      FrameKinematics.fill(gravity, n);
      FrameKinematics.fill(passive, n);
    }
    if (inverseMass != null) {
      FrameKinematics.fill(inverseMass, n * n);
    }
  }
}
