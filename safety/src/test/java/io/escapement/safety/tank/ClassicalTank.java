package io.escapement.safety.tank;

/** The usual discrete tank, which books the power with the velocity at the start of the period. */
final class ClassicalTank {

  private ClassicalTank() {}

  static double alpha(
      double energy, double floor, double damping, double h, double force, double v) {
    double power = force * v;
    return power <= 0
        ? 1
        : Math.max(0, Math.min(1, (energy - floor + h * v * damping * v) / (h * power)));
  }

  static double next(
      double energy, double cap, double damping, double h, double force, double v, double alpha) {
    return Math.min(cap, energy + h * (v * damping * v - alpha * force * v));
  }
}
