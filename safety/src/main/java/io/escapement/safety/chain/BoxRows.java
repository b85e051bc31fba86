package io.escapement.safety.chain;

import io.escapement.safety.filter.Intervention;
import io.escapement.safety.qp.QpProblem;
import java.util.List;

/** What the actuators can be brought to: effort limits, set-point ranges and slew limits. */
final class BoxRows implements ChainRows {

  private final List<String> labels;

  BoxRows(CertifiedSettings settings) {
    labels = settings.names().stream().map(name -> "effort " + name).toList();
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public Intervention kind() {
    return Intervention.DRIVE_EFFORT;
  }

  @Override
  public boolean fill(Motion motion, EffortBounds bounds, QpProblem problem, int first) {
    for (int i = 0; i < motion.variables; i++) {
      problem.unit(first + i, i);
      problem.bounds(first + i, bounds.lower[i], bounds.upper[i]);
    }
    return true;
  }
}
