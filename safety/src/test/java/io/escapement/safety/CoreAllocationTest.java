package io.escapement.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.escapement.safety.kernel.KernelBarrier;
import io.escapement.safety.score.ChunkEntropy;
import io.escapement.safety.score.Mahalanobis;
import io.escapement.safety.score.NearestNeighbours;
import io.escapement.safety.score.WindowedAlarm;
import io.escapement.safety.stability.QuadraticLyapunov;
import io.escapement.safety.stability.StableProjection;
import io.escapement.safety.tank.Authority;
import io.escapement.safety.tank.EnergyTank;
import io.escapement.safety.tank.HeldEffort;
import io.escapement.safety.tank.ImpedanceLedger;
import io.escapement.safety.tank.TankGate;
import io.escapement.safety.tank.TankLedger;
import io.escapement.safety.tank.TankRow;
import io.escapement.safety.viability.JointLimits;
import io.escapement.safety.viability.Viability;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoreAllocationTest {

  private final EnergyTank tank = new EnergyTank("arm", List.of(0, 1), .5, 1, .1, .05, .1);
  private final HeldEffort held =
      new HeldEffort(1e-3, 2, 0, List.of(9., 9.), List.of(9., 9.), List.of(0., 1e-4));
  private final TankLedger ledger = new TankLedger(List.of(tank), held);
  private final TankGate gate = new TankGate(ledger);
  private final TankRow row = new TankRow(ledger, 0);
  private final ImpedanceLedger springs = new ImpedanceLedger(tank, held);
  private final JointLimits joint = new JointLimits(-1, 1, 2, 9, 1);
  private final Mahalanobis far = Mahalanobis.of(new double[2], new double[] {1, 0, 0, 1});
  private final NearestNeighbours near =
      NearestNeighbours.fit(new double[] {0, 0, 1, 1, 2, 0}, 3, 2, 3, 2);
  private final ChunkEntropy entropy = new ChunkEntropy(2, 2, new double[] {.1});
  private final WindowedAlarm alarm = new WindowedAlarm(10, 1);
  private final KernelBarrier barrier =
      new KernelBarrier(new double[] {1, 1}, new double[] {0, 0, 1, 1}, new double[] {1, 2}, 3);
  private final StableProjection stable =
      new StableProjection(
          new QuadraticLyapunov(new double[2], new double[] {1, 0, 0, 1}), 2, 1, .5, 1e-9);

  private final double[] ledgerState = new double[ledger.stateSize()];
  private final double[] springState = new double[springs.stateSize()];
  private final double[] alarmState = new double[alarm.stateSize()];
  private final double[] q = new double[2];
  private final double[] v = {.1, -.2};
  private final double[] effort = new double[2];
  private final double[] k = new double[2];
  private final double[] a = new double[2];
  private final double[] b = new double[2];
  private final double[] c = new double[2];
  private final double[] scratch = new double[8];
  private double sum;

  @Test
  void the_cores_allocate_nothing() {
    ledger.start(ledgerState);
    springs.start(springState, q);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 20 && least != 0; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < 10_000; i++) {
        tick(i);
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    assertEquals(0, least, "bytes in 10000 ticks, " + sum);
  }

  private void tick(int i) {
    q[0] = i % 100 * .01;
    effort[0] = i % 7 - 3;
    effort[1] = i % 5 == 0 ? Double.NaN : 1;
    k[0] = i % 11;
    ledger.settle(ledgerState, q, 1e-3);
    sum += row.fill(ledgerState, v, a, b, c);
    sum += gate.authorise(ledgerState, v, effort, Authority.POLICY, a);
    ledger.commit(ledgerState, v, effort);
    springs.settle(springState, q, 1e-3);
    a[0] = i % 3;
    b[0] = 1;
    sum += springs.authorise(springState, v, a, k, b, effort);
    sum += Viability.upper(joint, q[0], v[0], 1e-3) + Viability.lower(joint, q[0], v[0], 1e-3);
    sum += far.score(q, scratch) + near.score(q, scratch) + entropy.score(scratch);
    sum += alarm.add(alarmState, i % 13);
    sum += barrier.expected(q, scratch) + barrier.support(q, scratch);
    c[0] = 1;
    stable.project(q, c, scratch);
    sum += stable.step(q, c, 1e-2, scratch);
  }
}
