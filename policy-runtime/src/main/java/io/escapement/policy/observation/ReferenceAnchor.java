package io.escapement.policy.observation;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.stage.Turns;
import io.escapement.controller.stage.Wiring;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where the reference motion's anchor body is, seen from the robot's: its position in the anchor's
 * frame, m, or its orientation as the first two columns of a rotation matrix, row by row.
 *
 * <p>A motion was recorded somewhere, facing anywhere. At the start the motion is turned about the
 * vertical to face as the robot does, and moved to stand where it stands; both are kept in memory.
 * The robot's anchor body is taken to be the one that carries the IMU.
 */
final class ReferenceAnchor implements ObservationTerm {

  static final String BODY = "body";
  static final String BODIES = "bodies";
  static final String POSITION_TENSOR = "position_tensor";
  static final String ORIENTATION_TENSOR = "orientation_tensor";
  static final String ORIENTATION_ORDER = "orientation_order";

  private static final double RAD_PER_TURN = 2 * Math.PI;

  /** Elements of the alignment: cosine and sine of the turn, then the shift in the plane. */
  private static final List<String> ALIGNMENT = List.of("cos", "sin", "x", "y");

  private final boolean position;
  private final int body;
  private final boolean wFirst;
  private final Remembered positions;
  private final Remembered orientations;
  private final F64Channel orientation;
  private final F64Channel basePosition;
  private final F64Channel alignment;

  ReferenceAnchor(TermContext context, boolean position) {
    this.position = position;
    body = context.integer(BODY, 0);
    int bodies = context.integer(BODIES, body + 1);
    wFirst =
        context.text(ORIENTATION_ORDER, "wxyz").equals("wxyz")
            || context.oneOf(ORIENTATION_ORDER, List.of("wxyz", "xyzw")).equals("wxyz");
    orientations =
        new Remembered(context, context.text(ORIENTATION_TENSOR, "body_quat_w"), 4 * bodies);
    positions =
        position
            ? new Remembered(context, context.text(POSITION_TENSOR, "body_pos_w"), 3 * bodies)
            : null;
    orientation = F64Channel.reading(context.channel("imu/orientation"), 4);
    basePosition = position ? F64Channel.reading(context.channel("base/position"), 3) : null;
    alignment =
        new F64Channel(
            ChannelSpec.memory(
                    context.prefix() + "alignment/" + context.key().replaceAll("\\W+", "_"),
                    ChannelType.F64,
                    ALIGNMENT.size())
                .withLabels(ALIGNMENT));
  }

  @Override
  public List<String> labels() {
    return position ? List.of("x", "y", "z") : Rotations.labels(2);
  }

  @Override
  public Set<String> inputs() {
    return position ? Set.of(orientation.name(), basePosition.name()) : Set.of(orientation.name());
  }

  @Override
  public Map<String, Integer> remembered() {
    Map<String, Integer> remembered = new HashMap<>();
    remembered.put(orientations.tensor(), orientations.count());
    if (position) {
      remembered.put(positions.tensor(), positions.count());
    }
    return remembered;
  }

  @Override
  public void declare(Wiring wiring) {
    orientations.declare(wiring);
    wiring.reads(orientation);
    if (position) {
      positions.declare(wiring);
      wiring.reads(basePosition);
    }
    wiring.writes(alignment);
  }

  @Override
  public void prepare(boolean first) {
    if (!first) {
      return;
    }
    double turns =
        yawTurns(orientation.get(0), orientation.get(1), orientation.get(2), orientation.get(3))
            - yawTurns(reference(0), reference(1), reference(2), reference(3));
    double cos = Turns.cos(turns);
    double sin = Turns.sin(turns);
    alignment.set(0, cos);
    alignment.set(1, sin);
    if (position) {
      double x = positions.get(3 * body);
      double y = positions.get(3 * body + 1);
      alignment.set(2, basePosition.get(0) - (cos * x - sin * y));
      alignment.set(3, basePosition.get(1) - (sin * x + cos * y));
    }
  }

  @Override
  public double value(int element) {
    return position ? positionElement(element) : orientationElement(element / 2, element % 2);
  }

  /** Element of R_robot^T (p_reference - p_robot). */
  private double positionElement(int element) {
    double cos = alignment.get(0);
    double sin = alignment.get(1);
    double x = positions.get(3 * body);
    double y = positions.get(3 * body + 1);
    double dx = cos * x - sin * y + alignment.get(2) - basePosition.get(0);
    double dy = sin * x + cos * y + alignment.get(3) - basePosition.get(1);
    double dz = positions.get(3 * body + 2) - basePosition.get(2);
    return robot(0, element) * dx + robot(1, element) * dy + robot(2, element) * dz;
  }

  /** Element of R_robot^T R_turn R_reference. */
  private double orientationElement(int row, int column) {
    double cos = alignment.get(0);
    double sin = alignment.get(1);
    double x = referenceMatrix(0, column);
    double y = referenceMatrix(1, column);
    return robot(0, row) * (cos * x - sin * y)
        + robot(1, row) * (sin * x + cos * y)
        + robot(2, row) * referenceMatrix(2, column);
  }

  private double robot(int row, int column) {
    return Rotations.element(
        orientation.get(0),
        orientation.get(1),
        orientation.get(2),
        orientation.get(3),
        row,
        column);
  }

  private double referenceMatrix(int row, int column) {
    return Rotations.element(reference(0), reference(1), reference(2), reference(3), row, column);
  }

  private double reference(int element) {
    return orientations.get(4 * body + (wFirst ? element : (element + 3) % 4));
  }

  private static double yawTurns(double w, double x, double y, double z) {
    return StrictMath.atan2(2 * (w * z + x * y), 1 - 2 * (y * y + z * z)) / RAD_PER_TURN;
  }
}
