package io.escapement.safety.chain;

import io.escapement.controller.stage.Wiring;
import io.escapement.safety.filter.FilterContext;
import io.escapement.safety.qp.QpProblem;
import io.escapement.safety.qp.QpSolution;
import io.escapement.safety.qp.QpSolver;
import io.escapement.safety.qp.QpStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The program of a tick: the values of the variables closest to the nominal ones, each weighed by
 * its range, under the rows of all demands.
 */
final class ChainProgram {

  private final List<ChainRows> demands;
  private final int[] firsts;
  private final QpProblem problem;
  private final QpSolver solver;
  private final QpSolution solution;
  private final int[] workingSet;
  private final List<String> labels = new ArrayList<>();
  private final List<ChainRows> owners = new ArrayList<>();

  ChainProgram(CertifiedSettings settings, List<ChainRows> demands) {
    this.demands = List.copyOf(demands);
    firsts = new int[demands.size()];
    for (int d = 0; d < firsts.length; d++) {
      firsts[d] = labels.size();
      for (String label : demands.get(d).labels()) {
        labels.add(label);
        owners.add(demands.get(d));
      }
    }
    int n = settings.joints().size();
    problem = new QpProblem(n, labels.size());
    solver = new QpSolver(n, labels.size(), settings.qp(labels.size()));
    solution = new QpSolution(n, labels.size());
    workingSet = new int[labels.size()];
    for (int i = 0; i < n; i++) {
      ChainJoint joint = settings.joints().get(i);
      double range =
          settings.model() == ChainModel.KINEMATIC
              ? Math.min(joint.limits().velocity(), joint.limits().acceleration())
              : joint.effortMax();
      problem.diagonal()[i] = 1 / (range * range);
    }
  }

  List<String> labels() {
    return labels;
  }

  void declare(Wiring wiring) {
    for (ChainRows rows : demands) {
      rows.declare(wiring);
    }
  }

  void initialise() {
    for (ChainRows rows : demands) {
      rows.initialise();
    }
  }

  int[] workingSet() {
    return workingSet;
  }

  QpSolution solution() {
    return solution;
  }

  /**
   * Fills and solves.
   *
   * @param motion how the variables move the joints
   * @param bounds what the actuators can be brought to
   * @param nominal what is wanted
   * @return how it ended; {@link #solution} has the rest
   */
  BrakeCause solve(Motion motion, EffortBounds bounds, double[] nominal) {
    System.arraycopy(nominal, 0, problem.nominal(), 0, nominal.length);
    boolean known = true;
    for (int d = 0; d < firsts.length; d++) {
      known &= demands.get(d).fill(motion, bounds, problem, firsts[d]);
    }
    if (!known) {
      return BrakeCause.UNKNOWN_STATE;
    }
    QpStatus status = solver.solve(problem, workingSet, solution);
    return BrakeCause.of(status);
  }

  /** Marks an actuator by every demand that is active. */
  void mark(FilterContext context, int actuator) {
    for (int row = 0; row < workingSet.length; row++) {
      if (workingSet[row] != 0) {
        context.mark(actuator, owners.get(row).kind());
      }
    }
  }

  void clearWorkingSet() {
    Arrays.fill(workingSet, 0);
  }
}
