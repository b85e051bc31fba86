package io.escapement.controller.estimation;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.stage.Wiring;
import java.util.List;

/**
 * Tells the filter what the standing feet say, but for those that slip: whose velocity or place is
 * farther from what is expected than chance allows. Where all slip, the filter is wrong rather than
 * the feet, and the one that slips least counts, with less weight.
 */
final class LegOdometry {

  private final EstimationSettings settings;
  private final LegFilter filter;
  private final List<Foot> feet;
  private final Contacts contacts;

  /** 1 for a foot whose joints were measured and make sense. */
  private final I32Channel usable;

  /** 1 for a foot with a foothold in the filter's state. */
  private final I32Channel foothold;

  private final I32Channel slip;
  private final F64Channel distance;

  LegOdometry(
      String group,
      EstimationSettings settings,
      LegFilter filter,
      List<Foot> feet,
      Contacts contacts) {
    this.settings = settings;
    this.filter = filter;
    this.feet = feet;
    this.contacts = contacts;
    List<String> names = settings.footNames();
    int n = names.size();
    usable =
        new I32Channel(
            ChannelSpec.derived(group + "/usable", ChannelType.I32, n).withLabels(names));
    foothold =
        new I32Channel(
            ChannelSpec.memory(group + "/foothold", ChannelType.I32, n).withLabels(names));
    slip =
        new I32Channel(ChannelSpec.derived(group + "/slip", ChannelType.I32, n).withLabels(names));
    distance =
        new F64Channel(
            ChannelSpec.derived(group + "/innovation", ChannelType.F64, n)
                .withUnit("squared Mahalanobis distance of the foot's velocity")
                .withLabels(names));
  }

  void declare(Wiring wiring) {
    wiring.writes(usable);
    wiring.writes(foothold);
    wiring.writes(slip);
    wiring.writes(distance);
  }

  /**
   * Works out the feet's kinematics.
   *
   * @param fresh whether the joints' sample is new enough
   * @return how many feet make no sense
   */
  int evaluate(JointSample joints, boolean fresh) {
    int senseless = 0;
    for (int i = 0; i < feet.size(); i++) {
      boolean sound = feet.get(i).evaluate(joints);
      usable.set(i, sound && fresh ? 1 : 0);
      senseless += sound ? 0 : 1;
    }
    return senseless;
  }

  boolean usable(int foot) {
    return usable.get(foot) != 0;
  }

  boolean allUsable() {
    for (int i = 0; i < feet.size(); i++) {
      if (!usable(i)) {
        return false;
      }
    }
    return true;
  }

  /** Height of the unit above the lowest foot's lowest point, m. */
  double heightAboveFeet(InertialSample imu) {
    double height = 0;
    for (int i = 0; i < feet.size(); i++) {
      Foot foot = feet.get(i);
      height = Math.max(height, foot.radius() - foot.offset(2, imu));
    }
    return height;
  }

  /** Ties all feet to the unit. */
  void start(InertialSample imu) {
    for (int i = 0; i < feet.size(); i++) {
      foothold.set(i, 0);
      filter.tie(i, feet.get(i), imu);
    }
  }

  /** Lets the footholds roll and creep for a tick. */
  void predict(InertialSample imu, double dt) {
    for (int i = 0; i < feet.size(); i++) {
      if (usable(i)) {
        filter.roll(i, feet.get(i), imu, dt);
      } else {
        // A foot moves by some metres a second at most.
        filter.doubt(i, dt * dt);
      }
    }
  }

  /**
   * Takes the feet into account.
   *
   * @return how many slipped
   */
  int update(InertialSample imu) {
    int standing = 0;
    int slipping = 0;
    int least = -1;
    for (int i = 0; i < feet.size(); i++) {
      if (!usable(i) || !contacts.settled(i)) {
        continue;
      }
      standing++;
      judge(i, imu);
      if (slip.get(i) != 0) {
        slipping++;
        if (least < 0 || distance.get(i) < distance.get(least)) {
          least = i;
        }
      }
    }
    for (int i = 0; i < feet.size(); i++) {
      if (usable(i)) {
        foot(i, imu);
      }
    }
    if (standing > 0 && slipping == standing) {
      double doubt = Math.max(1, distance.get(least) / settings.slipGate());
      filter.measureVelocity(feet.get(least), imu, doubt);
    }
    return slipping;
  }

  /**
   * Compares a standing foot with what is expected, before any foot has been taken into account.
   */
  private void judge(int i, InertialSample imu) {
    Foot foot = feet.get(i);
    double d =
        filter.velocityDistance(
            filter.velocityResidual(foot, imu, 0),
            filter.velocityResidual(foot, imu, 1),
            filter.velocityResidual(foot, imu, 2));
    distance.set(i, d);
    boolean holds = d <= settings.slipGate();
    if (foothold.get(i) != 0) {
      holds &= filter.positionDistance(i, foot, imu) <= settings.slipGate();
    }
    slip.set(i, holds ? 0 : 1);
  }

  private void foot(int i, InertialSample imu) {
    Foot foot = feet.get(i);
    if (!contacts.settled(i)) {
      foothold.set(i, 0);
      filter.tie(i, foot, imu);
    } else if (slip.get(i) != 0) {
      filter.tie(i, foot, imu);
    } else if (foothold.get(i) == 0) {
      foothold.set(i, 1);
      filter.tie(i, foot, imu);
      filter.measureGround(i, foot.radius(), settings.slipGate());
      filter.measureVelocity(foot, imu, 1);
    } else {
      filter.measureVelocity(foot, imu, 1);
      filter.measurePosition(i, foot, imu);
    }
  }
}
