package io.escapement.controller.estimation;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Wiring;
import java.util.List;

/** Tells which feet stand: low-passed vertical force against two thresholds. */
final class Contacts {

  private final ContactSettings settings;
  private final F64Channel force;
  private final I32Channel contact;
  private final I64Channel stanceNs;

  Contacts(String group, List<String> feet, ContactSettings settings) {
    this.settings = settings;
    force =
        new F64Channel(
            ChannelSpec.memory(group + "/contact_force", ChannelType.F64, feet.size())
                .withUnit("N, upwards, low-passed")
                .withLabels(feet));
    contact =
        new I32Channel(
            ChannelSpec.memory(group + "/contact", ChannelType.I32, feet.size()).withLabels(feet));
    stanceNs =
        new I64Channel(
            ChannelSpec.memory(group + "/stance_ns", ChannelType.I64, feet.size())
                .withUnit("ns")
                .withLabels(feet));
  }

  void declare(Wiring wiring) {
    wiring.writes(force);
    wiring.writes(contact);
    wiring.writes(stanceNs);
  }

  /**
   * Takes a foot's force over.
   *
   * @param foot its index
   * @param newtons vertical force; the state is kept where it is not finite
   * @param dtNs time since the tick before
   */
  void update(int foot, double newtons, long dtNs) {
    if (Math.abs(newtons) <= Double.MAX_VALUE && dtNs >= 0) {
      double share = settings.filterNs() == 0 ? 1 : (double) dtNs / (settings.filterNs() + dtNs);
      double low = force.get(foot) + share * (newtons - force.get(foot));
      force.set(foot, low);
      boolean stood = contact.get(foot) != 0;
      boolean stands = low >= (stood ? settings.releaseN() : settings.touchN());
      contact.set(foot, stands ? 1 : 0);
    }
    stanceNs.set(foot, contact.get(foot) == 0 ? 0 : stanceNs.get(foot) + dtNs);
  }

  /** Whether a foot stands. */
  boolean stands(int foot) {
    return contact.get(foot) != 0;
  }

  /** Whether a foot has stood long enough to be believed. */
  boolean settled(int foot) {
    return contact.get(foot) != 0 && stanceNs.get(foot) >= settings.settleNs();
  }
}
