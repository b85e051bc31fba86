package io.escapement.policy.classical;

import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Wiring;

/** An approach to the first waypoint, then the way through all of them. */
final class TrajectoryMotion implements JointMotion {

  private final Waypoints waypoints;
  private final Approach approach;

  TrajectoryMotion(Waypoints waypoints, Approach approach) {
    this.waypoints = waypoints;
    this.approach = approach;
  }

  @Override
  public void declare(Wiring wiring) {
    approach.declare(wiring);
  }

  @Override
  public boolean start() {
    return approach.start();
  }

  @Override
  public void move(double timeS, F64Channel position, F64Channel velocity) {
    if (!approach.over(timeS)) {
      for (int i = 0; i < position.count(); i++) {
        double first = waypoints.at(0, i);
        position.set(i, approach.position(i, timeS, first));
        velocity.set(i, approach.velocity(i, timeS, first));
      }
      return;
    }
    double within = waypoints.within(timeS - approach.durationS());
    int segment = waypoints.segment(within);
    for (int i = 0; i < position.count(); i++) {
      position.set(i, waypoints.position(i, segment, within));
      velocity.set(i, waypoints.velocity(i, segment, within));
    }
  }
}
