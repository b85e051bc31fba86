package io.escapement.safety.tank;

import java.util.List;
import java.util.Objects;

/**
 * The budget of a limb, of a task or of a whole robot: how much energy its joints may give to the
 * world.
 *
 * <p>Three levels lie one above the other: {@code 0 <= reserveJ <= floorJ <= capJ}. Efforts along
 * the velocity spend down to the floor, a policy's own efforts against the velocity down to the
 * reserve, and only the brake ({@link Authority#BRAKE}) what is left. A floor without a reserve
 * would scale slow braking to zero when the tank is empty.
 *
 * @param name as in configuration and record
 * @param joints which joints of the ledger spend from it, by index; each at most once
 * @param initialJ level at the start, J, from {@code floorJ} to {@code capJ}
 * @param capJ level above which harvested energy is discarded, J; see {@link TransferEnergy}
 * @param floorJ level that efforts along the velocity leave untouched, J
 * @param reserveJ level that only the brake may spend, J; see {@link TankGate#brakeReserveJ}
 * @param refillW power budget that flows in, W; 0 near people, more for a legged robot whose
 *     impacts take energy that encoders do not see
 */
public record EnergyTank(
    String name,
    List<Integer> joints,
    double initialJ,
    double capJ,
    double floorJ,
    double reserveJ,
    double refillW) {

  /**
   * Checks the levels.
   *
   * @param name as in configuration and record
   * @param joints which joints of the ledger spend from it
   * @param initialJ level at the start, J
   * @param capJ upper level, J
   * @param floorJ level for what injects, J
   * @param reserveJ level for what brakes, J
   * @param refillW power budget, W
   * @throws IllegalArgumentException if the levels are not in order, or a joint is named twice
   */
  public EnergyTank {
    Objects.requireNonNull(name, "name");
    joints = List.copyOf(joints);
    boolean ordered = 0 <= reserveJ && reserveJ <= floorJ && floorJ <= initialJ && initialJ <= capJ;
    if (!ordered || !Double.isFinite(capJ)) {
      throw new IllegalArgumentException(
          "tank "
              + name
              + ": expected 0 <= reserve <= floor <= initial <= cap, found "
              + reserveJ
              + ", "
              + floorJ
              + ", "
              + initialJ
              + ", "
              + capJ
              + " J");
    }
    if (!(refillW >= 0) || !Double.isFinite(refillW)) {
      throw new IllegalArgumentException(
          "tank " + name + ": expected a refill of 0 W or more, found " + refillW);
    }
    if (joints.stream().distinct().count() != joints.size()) {
      throw new IllegalArgumentException("tank " + name + ": a joint is named twice");
    }
  }
}
