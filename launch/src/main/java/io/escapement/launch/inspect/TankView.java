package io.escapement.launch.inspect;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.launch.text.Numbers;
import io.escapement.safety.chain.CertifiedSettings;
import io.escapement.safety.tank.EnergyTank;
import io.escapement.safety.tank.TankLedger;
import io.escapement.safety.tank.TankRow;
import java.util.ArrayList;
import java.util.List;

/**
 * An energy budget of the certified filter, J.
 *
 * @param name its name
 * @param joints actuators that spend from it
 * @param budgetJ what a policy may give to the world from the start, above the reserve
 * @param capJ what may be gathered, above the reserve
 * @param floorJ level that efforts along the velocity leave untouched
 * @param reserveJ level that only the brake may spend
 * @param kappaJ what the row holds back for the accelerations inside the longest hold
 * @param refillW power that flows in, W
 */
public record TankView(
    String name,
    List<String> joints,
    @JsonProperty("budget_J") double budgetJ,
    @JsonProperty("cap_J") double capJ,
    @JsonProperty("floor_J") double floorJ,
    @JsonProperty("reserve_J") double reserveJ,
    @JsonProperty("kappa_J") double kappaJ,
    @JsonProperty("refill_W") double refillW) {

  static List<TankView> of(CertifiedSettings settings) {
    if (settings.tanks().isEmpty()) {
      return List.of();
    }
    TankLedger ledger = new TankLedger(settings.tanks(), settings.held());
    List<TankView> views = new ArrayList<>();
    for (int t = 0; t < settings.tanks().size(); t++) {
      EnergyTank tank = settings.tanks().get(t);
      views.add(
          new TankView(
              tank.name(),
              tank.joints().stream().map(i -> settings.joints().get(i).name()).toList(),
              tank.initialJ() - tank.reserveJ(),
              tank.capJ() - tank.reserveJ(),
              tank.floorJ(),
              tank.reserveJ(),
              new TankRow(ledger, t).kappaJ(),
              tank.refillW()));
    }
    return views;
  }

  /** The budget in a line, but for its name. */
  String text() {
    return "budget "
        + Numbers.of(budgetJ)
        + " J, cap "
        + Numbers.of(capJ)
        + " J, of which "
        + Numbers.of(floorJ - reserveJ)
        + " J only against the velocity, the brake's reserve besides "
        + Numbers.of(reserveJ)
        + " J (kappa "
        + Numbers.of(kappaJ)
        + " J), refill "
        + Numbers.of(refillW)
        + " W, "
        + joints.size()
        + (joints.size() == 1 ? " joint" : " joints");
  }
}
