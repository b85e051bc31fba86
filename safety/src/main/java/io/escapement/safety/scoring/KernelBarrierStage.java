package io.escapement.safety.scoring;

import io.escapement.controller.config.ConfigurationException;
import io.escapement.controller.feature.Feature;
import io.escapement.controller.feature.FeatureVector;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.CommandHandles;
import io.escapement.safety.command.Drives;
import io.escapement.safety.kernel.KernelBarrier;
import io.escapement.safety.kernel.UnsafeSet;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks a policy's command by a kernel barrier: {@code E^[B(x')] + epsilon <= B(x) + c}. Where it
 * does not hold, the nearest command that passes is looked for on the way back to the one that was
 * applied last, in quarters. In the unsafe set none passes. The score is by how much the bound is
 * exceeded: 0 or less where a candidate passes, above 0 where none does.
 *
 * <p>It judges the policy's command; what filters make of it afterwards it does not see.
 */
public final class KernelBarrierStage implements Stage {

  private static final double[] CANDIDATES = {1, 0.75, 0.5, 0.25, 0};

  private final String name;
  private final KernelBarrier barrier;
  private final UnsafeSet unsafe;
  private final double growth;
  private final double epsilon;
  private final FeatureVector state;
  private final FeatureVector watched;
  private final int stateSize;
  private final CommandHandles nominal;
  private final CommandHandles applied;
  private final I32Channel appliedValid;
  private final F64Channel[] nominalOf;
  private final F64Channel[] appliedOf;
  private final int[] actuatorOf;
  private final F64Channel result;
  private final F64Channel scale;
  private final F64Channel value;
  private final F64Channel expected;
  private final double[] x;
  private final double[] w;
  private final double[] z;
  private final double[] scratch;

  /**
   * Creates the stage.
   *
   * @param robot the robot's actuators
   * @param name the score's name
   * @param file what was fitted
   * @throws ConfigurationException if the file's command is not one of this robot
   */
  public KernelBarrierStage(Drives robot, String name, KernelFile file) {
    this.name = "score " + name;
    barrier = file.barrier();
    unsafe = file.unsafe();
    growth = file.growth();
    epsilon = file.epsilon();
    state = new FeatureVector(this.name, robot.robot(), file.features());
    watched = new FeatureVector(this.name, robot.robot(), unsafe.features());
    stateSize = file.stateSize();
    nominal = CommandHandles.reading(robot, "nominal");
    applied = CommandHandles.reading(robot, "applied");
    appliedValid = I32Channel.reading(robot.channel("applied/valid"), 1);
    List<F64Channel> wanted = new ArrayList<>();
    List<F64Channel> last = new ArrayList<>();
    List<Integer> actuators = new ArrayList<>();
    for (Feature action : file.actions()) {
      for (int i = action.from(); i < action.from() + action.count(); i++) {
        wanted.add(number(nominal, action, robot));
        last.add(number(applied, action, robot));
        actuators.add(i);
      }
    }
    nominalOf = wanted.toArray(F64Channel[]::new);
    appliedOf = last.toArray(F64Channel[]::new);
    actuatorOf = actuators.stream().mapToInt(Integer::intValue).toArray();
    String channel = ScoreChannels.score(robot.robot(), name);
    result = ScoreChannels.declaring(robot.robot(), name);
    scale = derived(scaleChannel(robot.robot(), name));
    value = derived(channel + "_barrier");
    expected = derived(channel + "_expected");
    x = new double[stateSize];
    w = new double[unsafe.conditions().size()];
    z = new double[barrier.size()];
    scratch = new double[barrier.size()];
  }

  /** Where the part of the policy's command stands that passes, 0 to 1. */
  static String scaleChannel(String robot, String score) {
    return ScoreChannels.score(robot, score) + "_scale";
  }

  private static F64Channel derived(String channel) {
    return new F64Channel(ChannelSpec.derived(channel, ChannelType.F64, 1));
  }

  private static F64Channel number(CommandHandles command, Feature action, Drives robot) {
    String field = action.channel().substring(KernelFile.COMMAND.length());
    for (F64Channel channel : command.all()) {
      boolean same = channel.name().endsWith("/" + field);
      if (same && action.from() + action.count() <= robot.count()) {
        return channel;
      }
    }
    throw ConfigurationException.at("kernel barrier")
        .summary("the robot's command has no " + action)
        .expected("position, velocity, stiffness, damping or effort of " + robot.count())
        .remedy("fit the barrier to runs of this robot")
        .build();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Phase phase() {
    return Phase.SCORE;
  }

  @Override
  public void declare(Wiring wiring) {
    state.declare(wiring);
    watched.declare(wiring);
    nominal.readBy(wiring);
    applied.readPreviousBy(wiring);
    wiring.readsPrevious(appliedValid);
    wiring.writes(result);
    wiring.writes(scale);
    wiring.writes(value);
    wiring.writes(expected);
  }

  @Override
  public void initialise() {
    state.bind(stateSize);
    watched.bind(w.length);
  }

  @Override
  public void tick() {
    state.read(x);
    watched.read(w);
    System.arraycopy(x, 0, z, 0, stateSize);
    double now = unsafe.barrier(w);
    value.set(0, now);
    // Before the first command there is nothing to go back to.
    int candidates = appliedValid.get(0) != 0 ? CANDIDATES.length : 1;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < candidates; i++) {
      propose(CANDIDATES[i]);
      double next = barrier.expected(z, scratch);
      if (i == 0) {
        expected.set(0, next);
      }
      double excess = next + epsilon - (now + growth);
      // In the unsafe set nothing is safe: there a fallback has to find the way out.
      if (now < UnsafeSet.GAMMA && KernelBarrier.passes(next, epsilon, now, growth)) {
        scale.set(0, CANDIDATES[i]);
        result.set(0, Math.min(0, excess));
        return;
      }
      least = excess < least ? excess : least;
    }
    // Rounding must not make a pass of what did not.
    result.set(0, Math.max(Double.MIN_VALUE, least));
  }

  private void propose(double part) {
    for (int i = 0; i < actuatorOf.length; i++) {
      double wanted = nominalOf[i].get(actuatorOf[i]);
      double last = appliedOf[i].get(actuatorOf[i]);
      z[stateSize + i] = part == 1 ? wanted : last + part * (wanted - last);
    }
  }
}
