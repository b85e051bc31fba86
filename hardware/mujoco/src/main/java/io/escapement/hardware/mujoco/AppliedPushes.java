package io.escapement.hardware.mujoco;

import io.escapement.hardware.Push;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.agrona.concurrent.ManyToOneConcurrentArrayQueue;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Forces on bodies for a while: scheduled ones at exact simulated times, and those that an operator
 * asks for from another thread. Written into MuJoCo's applied forces before each physics step.
 */
final class AppliedPushes {

  /** Pushes of an operator that can wait and act at once. */
  static final int OPERATOR_CAPACITY = 16;

  private static final int FORCE_BYTES = 6 * Double.BYTES;

  private record Request(int body, double xN, double yN, double zN, long durationNs) {}

  private final UnsafeBuffer appliedForce;
  private final ManyToOneConcurrentArrayQueue<Request> requests =
      new ManyToOneConcurrentArrayQueue<>(OPERATOR_CAPACITY);
  private final AtomicInteger outstanding = new AtomicInteger();
  private final int scheduled;
  private final long[] startNs;
  private final long[] endNs;
  private final int[] body;
  private final double[] forceN;
  private final double[] sumN = new double[3];

  /**
   * Takes the schedule.
   *
   * @param appliedForce MuJoCo's {@code xfrc_applied}
   * @param pushes what is scheduled
   * @param bodies index of each push's body
   */
  AppliedPushes(UnsafeBuffer appliedForce, List<Push> pushes, int[] bodies) {
    this.appliedForce = appliedForce;
    scheduled = pushes.size();
    int slots = scheduled + OPERATOR_CAPACITY;
    startNs = new long[slots];
    endNs = new long[slots];
    body = new int[slots];
    forceN = new double[3 * slots];
    for (int i = 0; i < scheduled; i++) {
      Push push = pushes.get(i);
      fill(i, bodies[i], push.atNs(), push.durationNs(), push.xN(), push.yN(), push.zN());
    }
  }

  private void fill(
      int slot, int bodyIndex, long atNs, long durationNs, double xN, double yN, double zN) {
    startNs[slot] = atNs;
    endNs[slot] = atNs + durationNs;
    body[slot] = bodyIndex;
    forceN[3 * slot] = xN;
    forceN[3 * slot + 1] = yN;
    forceN[3 * slot + 2] = zN;
  }

  /**
   * Asks for a push from the next physics step on; from any thread.
   *
   * @return false if there is no room for one more
   */
  boolean request(int bodyIndex, double xN, double yN, double zN, long durationNs) {
    if (outstanding.incrementAndGet() > OPERATOR_CAPACITY) {
      outstanding.decrementAndGet();
      return false;
    }
    return requests.offer(new Request(bodyIndex, xN, yN, zN, durationNs));
  }

  /**
   * Sets the forces for the physics step that begins now.
   *
   * @param timeNs simulated time at the beginning of the step
   */
  void apply(long timeNs) {
    accept(timeNs);
    for (int slot = 0; slot < startNs.length; slot++) {
      if (endNs[slot] > 0) {
        appliedForce.setMemory(body[slot] * FORCE_BYTES, 3 * Double.BYTES, (byte) 0);
      }
    }
    sumN[0] = 0;
    sumN[1] = 0;
    sumN[2] = 0;
    for (int slot = 0; slot < startNs.length; slot++) {
      if (startNs[slot] <= timeNs && timeNs < endNs[slot]) {
        add(slot);
      } else if (slot >= scheduled && endNs[slot] > 0) {
        endNs[slot] = 0;
        outstanding.decrementAndGet();
      }
    }
  }

  private void add(int slot) {
    for (int axis = 0; axis < 3; axis++) {
      int at = body[slot] * FORCE_BYTES + axis * Double.BYTES;
      double force = forceN[3 * slot + axis];
      appliedForce.putDouble(at, appliedForce.getDouble(at) + force);
      sumN[axis] += force;
    }
  }

  /** Takes what operators asked for into free slots; there are as many as may be outstanding. */
  private void accept(long timeNs) {
    Request request = requests.poll();
    while (request != null) {
      int slot = scheduled;
      while (endNs[slot] > 0) {
        slot++;
      }
      fill(slot, request.body, timeNs, request.durationNs, request.xN, request.yN, request.zN);
      request = requests.poll();
    }
  }

  /**
   * The force in the last physics step, all pushes together.
   *
   * @param axis 0 to 2, world axes
   * @return newtons
   */
  double forceN(int axis) {
    return sumN[axis];
  }
}
