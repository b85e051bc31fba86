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
 * @param budgetJ what may be spent at the start, above the floor
 * @param capJ what may be gathered, above the floor
 * @param floorJ what efforts along the velocity leave untouched
 * @param reserveJ what only braking may spend
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
              tank.initialJ() - tank.floorJ(),
              tank.capJ() - tank.floorJ(),
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
        + " J, above a floor of "
        + Numbers.of(floorJ)
        + " J (the brake's reserve "
        + Numbers.of(reserveJ)
        + " J, kappa "
        + Numbers.of(kappaJ)
        + " J), refill "
        + Numbers.of(refillW)
        + " W, "
        + joints.size()
        + (joints.size() == 1 ? " joint" : " joints");
  }
}
