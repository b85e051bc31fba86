package io.escapement.safety.tank;

/**
 * The time-domain passivity observer and controller of Hannaford and Ryu (2002), one port.
 *
 * <p>{@code W_pred = W - h F v}, W the energy that the port has taken up; where that is negative a
 * damper {@code gamma = -W_pred / (h v^2)} would bring it to zero, {@code F -= gamma v}. At v = 0
 * it sees nothing, whatever F is: it is a monitor here, and the tank is the gate.
 *
 * <p>Pure functions; the caller keeps W (J) between ticks.
 */
public final class PassivityObserver {

  private PassivityObserver() {}

  /**
   * The energy after a period with this force.
   *
   * @param energyJ W before
   * @param periodS h, s
   * @param force F, N (Nm)
   * @param velocity v, m/s (rad/s)
   * @return W_pred, J
   */
  public static double predictJ(double energyJ, double periodS, double force, double velocity) {
    return energyJ - periodS * force * velocity;
  }

  /**
   * The damper that keeps the port passive.
   *
   * @param predictedJ after {@link #predictJ}
   * @param periodS h, s
   * @param velocity v, m/s (rad/s)
   * @return gamma, N s/m (Nm s/rad); 0 where none is needed or, at rest, none can act
   */
  public static double damping(double predictedJ, double periodS, double velocity) {
    double square = velocity * velocity;
    return predictedJ < 0 && square > 0 ? -predictedJ / (periodS * square) : 0;
  }

  /**
   * The force with that damper.
   *
   * @param energyJ W before
   * @param periodS h, s
   * @param force F, N (Nm)
   * @param velocity v, m/s (rad/s)
   * @return F - gamma v, N (Nm)
   */
  public static double passiveForce(double energyJ, double periodS, double force, double velocity) {
    double predicted = predictJ(energyJ, periodS, force, velocity);
    return force - damping(predicted, periodS, velocity) * velocity;
  }
}
