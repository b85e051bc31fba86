package io.escapement.safety.chain;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.tank.EnergyTank;
import io.escapement.safety.tank.PassivityObserver;
import java.util.List;

/**
 * The time-domain passivity observer beside each tank: the same budget, booked with the velocity at
 * the start of each period. It sees nothing at rest and nothing between samples, so it gates
 * nothing; where it falls below zero while the tank does not, the two disagree about the world.
 */
final class PassivityMonitor {

  private final int[][] members;
  private final int[] jointOf;
  private final double[] capJ;
  private final double[] refillW;
  private final double[] initialJ;
  private final double periodS;
  private final F64Channel observed;
  private final I64Channel activeTicks;

  PassivityMonitor(CertifiedSettings settings) {
    List<EnergyTank> tanks = settings.tanks();
    members =
        tanks.stream()
            .map(tank -> tank.joints().stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
    jointOf = settings.joints().stream().mapToInt(ChainJoint::joint).toArray();
    capJ = tanks.stream().mapToDouble(EnergyTank::capJ).toArray();
    refillW = tanks.stream().mapToDouble(EnergyTank::refillW).toArray();
    initialJ = tanks.stream().mapToDouble(EnergyTank::initialJ).toArray();
    periodS = settings.periodS();
    List<String> names = tanks.stream().map(EnergyTank::name).toList();
    String group = settings.robot() + "/certified/";
    observed =
        new F64Channel(
            ChannelSpec.memory(group + "passivity_observed", ChannelType.F64, names.size())
                .withUnit("J")
                .withLabels(names));
    activeTicks =
        new I64Channel(
            ChannelSpec.memory(group + "passivity_active_ticks", ChannelType.I64, names.size())
                .withUnit("ticks below zero")
                .withLabels(names));
  }

  void declare(Wiring wiring) {
    wiring.writes(observed);
    wiring.writes(activeTicks);
  }

  void initialise() {
    for (int t = 0; t < members.length; t++) {
      observed.set(t, initialJ[t]);
    }
  }

  /** Books the coming period with what was applied. */
  void book(Motion motion, double[] applied) {
    for (int t = 0; t < members.length; t++) {
      double energy = observed.get(t) + refillW[t] * periodS;
      for (int i : members[t]) {
        int joint = jointOf[i];
        double effort = applied[i] - motion.gravity[joint];
        energy = PassivityObserver.predictJ(energy, periodS, effort, motion.velocity[joint]);
      }
      observed.set(t, Math.min(capJ[t], energy));
      activeTicks.set(t, activeTicks.get(t) + (energy < 0 ? 1 : 0));
    }
  }
}
