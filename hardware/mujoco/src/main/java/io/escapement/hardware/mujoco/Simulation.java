package io.escapement.hardware.mujoco;

/**
 * A model with its state, moved on in whole physics steps. After each step everything that depends
 * on positions and velocities (sensors among it) is up to date; what depends on forces, such as
 * accelerometers and actuator forces, is that of the last step.
 */
final class Simulation implements AutoCloseable {

  /** What is set anew before each physics step. */
  @FunctionalInterface
  interface Actuation {

    /**
     * Writes controls and applied forces.
     *
     * @param timeNs simulated time at the beginning of the step
     */
    void apply(long timeNs);
  }

  private final MujocoModel model;
  private final MujocoData data;
  private final long timestepNs;
  private final boolean wholeSteps;
  private PhysicsJudge judge;
  private long steps;

  /**
   * Makes the state of a model, and closes the model with it.
   *
   * @param model the model
   * @param timestepNs its physics step, nanoseconds
   */
  Simulation(MujocoModel model, long timestepNs) {
    this.model = model;
    this.timestepNs = timestepNs;
    this.data = new MujocoData(model);
    // The halves of a step exist for the integrators that evaluate forces once a step.
    this.wholeSteps = model.size("opt.integrator") == model.offsets().get("mjINT_RK4");
  }

  MujocoModel model() {
    return model;
  }

  MujocoData data() {
    return data;
  }

  long timestepNs() {
    return timestepNs;
  }

  /** Has every step judged from now on. */
  void judgeBy(PhysicsJudge physicsJudge) {
    judge = physicsJudge;
  }

  /** Simulated time, nanoseconds since the initial state. */
  long timeNs() {
    return steps * timestepNs;
  }

  /** Begins at the state that stands in the data. */
  void begin() {
    steps = 0;
    MujocoFunctions.mj_forward(model.address(), data.address());
    if (judge != null) {
      judge.begin();
    }
  }

  /**
   * Steps until a simulated time is reached or the physics diverge.
   *
   * @param untilNs simulated time to reach; what lies between two steps is rounded down
   * @param mostSteps steps at most
   * @param actuation sets what acts in each step
   * @return false if the physics diverged
   */
  boolean advance(long untilNs, long mostSteps, Actuation actuation) {
    long target = Math.min(untilNs / timestepNs, steps + mostSteps);
    while (steps < target) {
      actuation.apply(timeNs());
      if (judge != null) {
        judge.before();
      }
      if (wholeSteps) {
        MujocoFunctions.mj_step(model.address(), data.address());
      } else {
        MujocoFunctions.mj_step2(model.address(), data.address());
      }
      steps++;
      // The second half of this step has left its forces, which the first half of the next clears.
      if (judge != null && !data.diverged()) {
        judge.after();
      }
      MujocoFunctions.mj_step1(model.address(), data.address());
      if (data.diverged()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    data.close();
    model.close();
  }
}
