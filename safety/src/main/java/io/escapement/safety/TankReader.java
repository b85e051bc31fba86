package io.escapement.safety;

import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.YamlNode;
import io.escapement.safety.chain.CertifiedSettings;
import io.escapement.safety.chain.ChainJoint;
import io.escapement.safety.chain.ChainModel;
import io.escapement.safety.tank.EnergyTank;
import io.escapement.safety.tank.HeldEffort;
import io.escapement.safety.tank.TankLedger;
import io.escapement.safety.tank.TankRow;
import io.escapement.safety.tank.TransferEnergy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;

/** Reads {@code safety.certified.tanks}: the energy budgets. */
final class TankReader {

  private final YamlNode certified;
  private final List<ChainJoint> joints;
  private final HeldEffort held;

  TankReader(
      YamlNode certified, List<ChainJoint> joints, int holdPeriods, int delay, long periodNs) {
    this.certified = certified;
    this.joints = joints;
    held = CertifiedSettings.held(joints, periodNs, holdPeriods, delay);
  }

  List<EnergyTank> read(ChainModel model) {
    Optional<YamlNode> tanks = certified.optional("tanks");
    if (tanks.isEmpty()) {
      return List.of();
    }
    if (model == ChainModel.KINEMATIC) {
      throw tanks
          .get()
          .preflight()
          .summary("a kinematic chain knows no efforts, so it cannot account for energy")
          .remedy("give the robot masses and drives of known gains, or leave tanks out")
          .build();
    }
    List<EnergyTank> read = new ArrayList<>();
    for (YamlNode.Member member : tanks.get().members()) {
      read.add(tank(member.key(), member.value()));
    }
    return read;
  }

  /**
   * A budget lies above the reserve, which is what a brake from rest may cost unseen within a hold.
   * The floor keeps a part of the budget, half of it at most, for efforts against the velocity.
   */
  private EnergyTank tank(String name, YamlNode node) {
    List<Integer> members = members(node.optional("joints").orElse(null));
    EnergyTank empty = new EnergyTank(name, members, 0, 0, 0, 0, 0);
    double reserve = new TankRow(new TankLedger(List.of(empty), held), 0).kappaJ();
    double wanted = node.get("budget_j").positive();
    double cap =
        node.optional("cap_j").map(YamlNode::positive).or(() -> transfer(node)).orElse(wanted);
    double budget = Math.min(wanted, cap);
    try {
      return new EnergyTank(
          name,
          members,
          reserve + budget,
          reserve + cap,
          reserve + Math.min(reserve, budget / 2),
          reserve,
          node.optional("refill_w").map(YamlNode::number).orElse(0.0));
    } catch (IllegalArgumentException e) {
      throw node.error().summary(e.getMessage()).cause(e).build();
    }
  }

  /** The cap that ISO/TS 15066 gives for a contact with a part of a body. */
  private static Optional<Double> transfer(YamlNode node) {
    return node.optional("transfer")
        .map(
            contact ->
                TransferEnergy.capJ(
                    contact.get("force_n").positive(),
                    1000 * contact.get("stiffness_n_mm").positive()));
  }

  private List<Integer> members(YamlNode selection) {
    if (selection == null) {
      return IntStream.range(0, joints.size()).boxed().toList();
    }
    List<Integer> members = new ArrayList<>();
    for (YamlNode item : selection.items()) {
      int before = members.size();
      Pattern pattern = pattern(item);
      for (int i = 0; i < joints.size(); i++) {
        if (pattern.matcher(joints.get(i).name()).matches() && !members.contains(i)) {
          members.add(i);
        }
      }
      if (members.size() == before) {
        List<String> names = joints.stream().map(ChainJoint::name).toList();
        throw item.error()
            .summary("there is no certified actuator \"" + item.string() + "\" left")
            .remedy(NearestNames.remedy(item.string(), names))
            .build();
      }
    }
    return members;
  }

  private static Pattern pattern(YamlNode item) {
    try {
      return Pattern.compile(item.string());
    } catch (PatternSyntaxException e) {
      throw item.error()
          .summary("this is no name and no regular expression: " + e.getDescription())
          .build();
    }
  }
}
