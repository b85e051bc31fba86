package io.escapement.dynamics;

import static io.escapement.dynamics.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.DiskFiles;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.kinematics.Rotation;
import io.escapement.controller.kinematics.TreeInertia;
import io.escapement.controller.robot.KinematicTreeReader;
import io.escapement.controller.robot.TreeInertiaReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a whole box of states holds in each of them. */
final class ModelBoundsTest {

  private static final double ERROR = 0.2;

  /** What a state that was not looked at may be worse. */
  private static final double LEEWAY = 1.02;

  private static final BoundSettings SETTINGS = BoundSettings.DEFAULT;

  @TempDir Path folder;

  private Rig pendulum() {
    return Rig.written(folder, "pendulum.xml", Arms.PENDULUM, "");
  }

  private static JointBox pendulumBox(double firstEffort) {
    double[] endless = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    return new JointBox(
        List.of("a", "b"),
        new double[] {firstEffort, 20},
        new double[] {2, 3},
        endless,
        Arrays.stream(endless).map(x -> -x).toArray());
  }

  private Rig seven() {
    return Rig.written(folder, "seven.xml", Arms.SEVEN, "");
  }

  private static JointBox sevenBox() {
    return new JointBox(
        List.of("j1", "j2", "j3", "j4", "j5", "j6", "j7"),
        new double[] {1200, 1500, 1500, 1000, 300, 90, 20},
        new double[] {1.5, 1.5, 1.5, 0.3, 2, 2, 3},
        new double[] {-3, -1, -0.5, -0.1, -2, -1.5, -3},
        new double[] {3, 1, 0.6, 0.2, 2, 1.5, 3});
  }

  private static double[] each(int count, IntToDoubleFunction value) {
    return IntStream.range(0, count).mapToDouble(value).toArray();
  }

  /** The textbook's mass matrix, gravity and bias of two point masses on rods. */
  private static double[][] textbook(double q1, double q2, double v1, double v2) {
    double m1 = 1.5;
    double m2 = 0.7;
    double l1 = 0.8;
    double l2 = 0.5;
    double g = 9.81;
    double coupled = m2 * l1 * l2 * StrictMath.cos(q2);
    double second = m2 * l2 * l2;
    double first = (m1 + m2) * l1 * l1 + second + 2 * coupled;
    double g2 = m2 * g * l2 * StrictMath.sin(q1 + q2);
    double g1 = (m1 + m2) * g * l1 * StrictMath.sin(q1) + g2;
    double h = m2 * l1 * l2 * StrictMath.sin(q2);
    return new double[][] {
      {first, second + coupled, second},
      {g1 - h * (2 * v1 * v2 + v2 * v2), g2 + h * v1 * v1},
      {g1, g2}
    };
  }

  @Test
  void twoPointMassesOnRodsNeedWhatTheTextbookSays() {
    JointBox box = pendulumBox(60);
    ModelBounds bounds = ModelBounds.of(pendulum().model, box, SETTINGS);
    double gravity2 = 0.7 * 9.81 * 0.5;
    double gravity1 = 2.2 * 9.81 * 0.8 + gravity2;
    assertClose(
        new double[] {gravity1, gravity2}, each(2, bounds::gravityNm), 1e-3, "effort of gravity");
    double straight = 2.2 * 0.64 + 0.7 * 0.25 + 2 * 0.7 * 0.4;
    double folded = 2.2 * 0.64 + 0.7 * 0.25 - 2 * 0.7 * 0.4;
    InertiaBounds inertia = bounds.inertia();
    assertEquals(1.2 * straight, inertia.greatestDiagonal(0), 1e-6);
    assertEquals(0.8 * folded, inertia.leastDiagonal(0), 1e-3);
    assertEquals(0.8 * 0.7 * 0.25, inertia.leastDiagonal(1), 1e-12);
    // With the elbow at a right angle nothing couples, straight or folded the most does.
    assertEquals(1.2 * 0.7 * 0.25, inertia.greatestApparent(1), 1e-4);
    assertEquals(1.2 * (2.2 * 0.64), inertia.greatestApparent(0), 1e-3);
    assertEquals(0.8 * (1.5 * 0.64), inertia.leastApparent(0), 1e-3);
  }

  @Test
  void accelerationsAreThereInEveryStateAndNoneCouldBeLarger() {
    JointBox box = pendulumBox(60);
    ModelBounds bounds = ModelBounds.of(pendulum().model, box, SETTINGS);
    double[] use = new double[2];
    double[] useOfMoreFirst = new double[2];
    double[] useOfMoreSecond = new double[2];
    double[] error = new double[2];
    double[] fastest = new double[2];
    double[] accelerations = each(2, bounds::accelerationRadS2);
    for (double q1 = -3.14; q1 < 3.15; q1 += 0.05) {
      for (double q2 = -3.14; q2 < 3.15; q2 += 0.05) {
        for (int signs = 0; signs < 4; signs++) {
          double[][] at = textbook(q1, q2, (signs & 1) == 0 ? -2 : 2, (signs & 2) == 0 ? -3 : 3);
          take(use, uses(at, accelerations, box));
          double[] a = accelerations;
          take(useOfMoreFirst, uses(at, new double[] {1.03 * a[0], a[1]}, box));
          take(useOfMoreSecond, uses(at, new double[] {a[0], 1.03 * a[1]}, box));
          take(error, errors(at, accelerations));
          take(fastest, fastest(at, box));
        }
      }
    }
    assertTrue(use[0] <= LEEWAY && use[1] <= LEEWAY, () -> Arrays.toString(use));
    assertTrue(accelerations[0] < 2 / SETTINGS.stoppingTimeS());
    assertTrue(accelerations[1] < 3 / SETTINGS.stoppingTimeS());
    assertTrue(Math.max(useOfMoreFirst[0], useOfMoreFirst[1]) > 1);
    assertTrue(Math.max(useOfMoreSecond[0], useOfMoreSecond[1]) > 1);
    assertClose(error, each(2, bounds::errorRadS2), 0.02, "error");
    assertClose(fastest, each(2, bounds::maximumAccelerationRadS2), 0.02, "maximum");
  }

  private static void take(double[] worst, double[] found) {
    for (int i = 0; i < worst.length; i++) {
      worst[i] = Math.max(worst[i], found[i]);
    }
  }

  private static double[] uses(double[][] at, double[] a, JointBox box) {
    double[] mass = at[0];
    double heavy = 1 + ERROR;
    double first = mass[0] * a[0] + Math.abs(mass[1]) * a[1] + Math.abs(at[1][0]);
    double second = Math.abs(mass[1]) * a[0] + mass[2] * a[1] + Math.abs(at[1][1]);
    return new double[] {
      heavy * first / (0.9 * box.effortNm(0)), heavy * second / (0.9 * box.effortNm(1))
    };
  }

  /** Without armatures all that is wrong is the masses' factor. */
  private static double[] errors(double[][] at, double[] a) {
    double[] unforced = unforced(at);
    double wrong = 1 / (1 - ERROR) - 1;
    return new double[] {wrong * (a[0] + unforced[0]), wrong * (a[1] + unforced[1])};
  }

  private static double[] unforced(double[][] at) {
    double[] mass = at[0];
    double determinant = mass[0] * mass[2] - mass[1] * mass[1];
    double[] most = new double[2];
    for (int i = 1; i < 3; i++) {
      take(
          most,
          new double[] {
            Math.abs(mass[2] * at[i][0] - mass[1] * at[i][1]) / determinant,
            Math.abs(mass[0] * at[i][1] - mass[1] * at[i][0]) / determinant
          });
    }
    return most;
  }

  private static double[] fastest(double[][] at, JointBox box) {
    double[] mass = at[0];
    double light = (1 - ERROR) * (mass[0] * mass[2] - mass[1] * mass[1]);
    double coupling = Math.abs(mass[1]);
    double[] unforced = unforced(at);
    return new double[] {
      (mass[2] * box.effortNm(0) + coupling * box.effortNm(1)) / light + unforced[0],
      (coupling * box.effortNm(0) + mass[0] * box.effortNm(1)) / light + unforced[1]
    };
  }

  @Test
  void noRandomStateWithOtherMassesIsMuchWorse() {
    Rig nominal = seven();
    JointBox box = sevenBox();
    ModelBounds bounds = ModelBounds.of(nominal.model, box, SETTINGS);
    Random random = new Random(5);
    for (double factor : new double[] {1 - ERROR, 1, 1 + ERROR}) {
      Rig real = withMasses(nominal, factor);
      ModelError error = new ModelError(nominal.model, box, ERROR);
      for (int k = 0; k < 1500; k++) {
        double[] q = each(7, i -> box.from(i) + random.nextDouble() * (box.to(i) - box.from(i)));
        boolean corner = random.nextBoolean();
        double[] v =
            each(7, i -> box.speed(i) * (corner ? sign(random) : 2 * random.nextDouble() - 1));
        nominal.tick(q, v, null);
        real.tick(q, v, null);
        requireHeld(nominal, real, bounds, box, random);
        requireAssured(nominal, real, bounds, box, error, random);
      }
    }
  }

  private static double sign(Random random) {
    return random.nextBoolean() ? 1 : -1;
  }

  private static void requireHeld(
      Rig nominal, Rig real, ModelBounds bounds, JointBox box, Random random) {
    double[] meant = each(7, i -> sign(random) * bounds.accelerationRadS2(i));
    double[] needed = plus(times(real.get("dynamics/mass_matrix"), meant), bias(real));
    double[] given = plus(times(nominal.get("dynamics/mass_matrix"), meant), bias(nominal));
    double[] full = each(7, i -> sign(random) * box.effortNm(i));
    double[] happens = accelerations(real, given);
    double[] most = accelerations(real, full);
    for (int i = 0; i < 7; i++) {
      within(needed[i], 0.9 * box.effortNm(i), "effort", i);
      within(happens[i] - meant[i], bounds.errorRadS2(i), "error", i);
      within(most[i], bounds.maximumAccelerationRadS2(i), "acceleration", i);
      within(nominal.get("dynamics/gravity")[i], bounds.gravityNm(i), "gravity", i);
      double inertia = real.get("dynamics/mass_matrix")[8 * i];
      within(inertia, bounds.inertia().greatestDiagonal(i), "inertia", i);
      within(bounds.inertia().leastDiagonal(i), inertia, "least inertia", i);
      double apparent = 1 / inverse(real).get(i, i);
      within(apparent, bounds.inertia().greatestApparent(i), "apparent inertia", i);
      within(bounds.inertia().leastApparent(i), apparent, "least apparent inertia", i);
    }
  }

  /** What is meant in this state is there, and enough of it happens. */
  private static void requireAssured(
      Rig nominal, Rig real, ModelBounds bounds, JointBox box, ModelError error, Random random) {
    double[] mass = nominal.get("dynamics/mass_matrix");
    error.update(mass, bias(nominal), nominal.get("dynamics/gravity"));
    double[] wanted = each(7, bounds::assuredRadS2);
    double[] most = new double[7];
    error.compensate(wanted, most);
    double[] signs = each(7, i -> sign(random));
    double[] meant = each(7, i -> signs[i] * most[i]);
    double[] given = plus(times(mass, meant), bias(nominal));
    double[] happens = accelerations(real, given);
    for (int i = 0; i < 7; i++) {
      within(given[i], 0.9 * box.effortNm(i), "effort", i);
      assertTrue(wanted[i] > 0, "joint " + i);
      // Without leeway: this is not sampled but exact in each state.
      double off = Math.abs(happens[i] - meant[i]);
      int joint = i;
      double bound = error.errorRadS2(i, most);
      assertTrue(off <= bound * (1 + 1e-9), () -> "error of joint " + joint + ": " + off);
      assertTrue(signs[i] * happens[i] >= wanted[i] * 0.9999, "joint " + i);
    }
  }

  private static void within(double found, double bound, String what, int joint) {
    assertTrue(
        Math.abs(found) <= LEEWAY * bound + 1e-9,
        () -> what + " of joint " + joint + ": " + found + ", bound " + bound);
  }

  private static double[] bias(Rig rig) {
    return rig.get("dynamics/bias");
  }

  private static double[] accelerations(Rig rig, double[] efforts) {
    double[] bias = bias(rig);
    double[] free = each(efforts.length, i -> efforts[i] - bias[i]);
    return times(inverse(rig).getData(), free);
  }

  private static DMatrixRMaj inverse(Rig rig) {
    return new DMatrixRMaj(7, 7, true, rig.get("dynamics/inverse_mass"));
  }

  private static double[] times(double[] matrix, double[] vector) {
    int n = vector.length;
    DMatrixRMaj product = new DMatrixRMaj(n, 1);
    CommonOps_DDRM.mult(
        new DMatrixRMaj(n, n, true, matrix), new DMatrixRMaj(n, 1, true, vector), product);
    return product.getData();
  }

  private static double[] plus(double[] a, double[] b) {
    return each(a.length, i -> a[i] + b[i]);
  }

  /** The same robot of other masses, read anew. */
  private static Rig withMasses(Rig rig, double factor) {
    TreeInertia read = TreeInertiaReader.read(rig.robot, new DiskFiles());
    TreeInertia scaled =
        new TreeInertia(
            read.bodies().stream().map(body -> body.times(factor)).toList(),
            read.unknown(),
            read.armature(),
            read.baseArmature(),
            read.gravity());
    DynamicsModel model =
        DynamicsModel.of(rig.robot, KinematicTreeReader.read(rig.robot, new DiskFiles()), scaled);
    return new Rig(rig.robot, model, new DynamicsSettings(List.of(), Rotation.NONE, false, false));
  }

  @Test
  void aJointThatCannotHoldItselfUpIsNamedWithItsPose() {
    PreflightException thrown =
        assertThrows(
            PreflightException.class,
            () -> ModelBounds.of(pendulum().model, pendulumBox(22), SETTINGS));
    assertEquals(1, thrown.problems().size());
    String text = thrown.getMessage();
    assertTrue(text.contains("joint a"), text);
    assertTrue(text.contains("less than 19.80, 90 % of its limit 22.00"), text);
    // 1.2 (2.2 9.81 0.8 + 0.7 9.81 0.5) with everything stretched out sideways.
    assertTrue(text.matches(".*found 24\\.8\\d* at a -?1\\.[56].*, b -?0\\.0.*"), text);
    assertTrue(text.contains("does not hold it up"), text);
  }

  @Test
  void aJointThatCannotKeepItsSpeedIsNamed() {
    JointBox fast =
        new JointBox(
            List.of("a", "b"),
            new double[] {40, 20},
            new double[] {6, 9},
            new double[] {-3, -3},
            new double[] {3, 3});
    PreflightException thrown =
        assertThrows(
            PreflightException.class, () -> ModelBounds.of(pendulum().model, fast, SETTINGS));
    assertTrue(thrown.getMessage().contains("keep its speed"), thrown.getMessage());
    assertTrue(thrown.getMessage().contains("velocity limits"), thrown.getMessage());
  }

  @Test
  void aJointWithoutALimitOfEffortIsAnError() {
    double[] zeros = {0, 0};
    double[] endless = {5, Double.POSITIVE_INFINITY};
    List<String> names = List.of("a", "b");
    PreflightException thrown =
        assertThrows(
            PreflightException.class, () -> new JointBox(names, endless, zeros, zeros, zeros));
    assertEquals(1, thrown.problems().size());
    assertTrue(thrown.getMessage().contains("joint b"), thrown.getMessage());
    assertThrows(
        IllegalArgumentException.class,
        () -> new JointBox(names, new double[] {1, 1}, zeros, zeros, new double[] {0, -1}));
  }

  @Test
  void whatTheModelDoesNotKnowTakesItsShare() {
    Rig rig = pendulum();
    JointBox box = pendulumBox(60);
    ModelBounds without = ModelBounds.of(rig.model, box, SETTINGS.withMassError(0));
    ModelBounds with =
        ModelBounds.of(
            rig.model, box.withDisturbance(new double[] {5, 0}), SETTINGS.withMassError(0));
    assertArrayEquals(new double[2], each(2, without::errorRadS2), 1e-9);
    assertTrue(with.accelerationRadS2(0) < 0.95 * without.accelerationRadS2(0));
    // The least apparent inertia of the first is that of its own mass.
    assertEquals(5 / (1.5 * 0.64), with.errorRadS2(0), 0.02);
    assertTrue(with.maximumAccelerationRadS2(0) > without.maximumAccelerationRadS2(0) + 5);
  }

  @Test
  void aJointWithoutALimitOfVelocityCountsAsStandingStill() {
    JointBox box =
        new JointBox(
            List.of("a", "b"),
            new double[] {60, 20},
            new double[] {Double.POSITIVE_INFINITY, 3},
            new double[] {-1, -1},
            new double[] {1, 1});
    ModelBounds bounds = ModelBounds.of(pendulum().model, box, SETTINGS);
    assertTrue(bounds.accelerationRadS2(0) > 1);
    assertTrue(bounds.accelerationRadS2(0) <= BoundSettings.ENDLESS_RAD_S2);
    assertTrue(bounds.accelerationRadS2(1) > 1);
  }

  @Test
  void theSameBitsEveryTime() {
    Rig rig = seven();
    double[] first = all(ModelBounds.of(rig.model, sevenBox(), SETTINGS));
    ModelBounds.of(rig.model, sevenBox(), SETTINGS.withEffortShare(0.8));
    assertArrayEquals(first, all(ModelBounds.of(seven().model, sevenBox(), SETTINGS)));
  }

  static double[] all(ModelBounds bounds) {
    return IntStream.range(0, 7)
        .boxed()
        .flatMap(
            i ->
                List.of(
                    bounds.accelerationRadS2(i),
                    bounds.assuredRadS2(i),
                    bounds.errorRadS2(i),
                    bounds.gravityNm(i),
                    bounds.maximumAccelerationRadS2(i),
                    bounds.inertia().leastApparent(i),
                    bounds.inertia().greatestApparent(i))
                    .stream())
        .mapToDouble(x -> x)
        .toArray();
  }

  @Test
  void nothingIsAssuredWhereTheErrorEatsItUp() {
    Rig rig = pendulum();
    ModelBounds some = ModelBounds.of(rig.model, pendulumBox(60), SETTINGS);
    ModelBounds none = ModelBounds.of(rig.model, pendulumBox(34), SETTINGS);
    assertTrue(some.assuredRadS2(0) > 1 && some.assuredRadS2(1) > 1);
    assertTrue(none.accelerationRadS2(0) > 0);
    assertArrayEquals(new double[2], each(2, none::assuredRadS2));
    // Masses that are known leave no difference.
    ModelBounds exact = ModelBounds.of(rig.model, pendulumBox(60), SETTINGS.withMassError(0));
    assertEquals(exact.accelerationRadS2(0), exact.assuredRadS2(0), 0.02);
  }

  @Test
  void noUnitAndNoWeightDecidesWhoGetsWhat() {
    // Two rows: the first is shared, the second leaves its own joint little.
    AccelerationRows rows = new AccelerationRows(new double[] {100, 100, 100});
    rows.add(new double[0], new double[] {1, 4, 0, 8, 0, 1, 0, 50, 0, 0, 2, 3});
    double[] found = rows.solve();
    assertArrayEquals(new double[] {4, 1, 1.5}, found, 0.01);
    double[] load = {found[0] + 4 * found[1], found[1], 2 * found[2]};
    assertTrue(load[0] <= 8 + 1e-9 && load[2] <= 3 + 1e-9);
  }

  @Test
  void aFloatingBaseHasBoundsOfItsInertiasAlone() {
    String free =
        Arms.SEVEN.replace(
            "<geom type=\"box\" size=\"0.1 0.1 0.2\"/>",
            "<freejoint/><geom type=\"box\" size=\"0.1 0.1 0.2\"/>");
    Rig rig = Rig.written(folder, "free.xml", free, "");
    assertThrows(
        IllegalArgumentException.class, () -> ModelBounds.of(rig.model, sevenBox(), SETTINGS));
    InertiaBounds floating = InertiaBounds.of(rig.model, sevenBox(), SETTINGS);
    InertiaBounds fixed = InertiaBounds.of(seven().model, sevenBox(), SETTINGS);
    for (int i = 0; i < 7; i++) {
      assertEquals(fixed.greatestDiagonal(i), floating.greatestDiagonal(i), 1e-9);
      assertEquals(fixed.leastDiagonal(i), floating.leastDiagonal(i), 1e-9);
      // A base that gives way makes every joint lighter.
      assertTrue(floating.greatestApparent(i) < fixed.greatestApparent(i));
    }
  }

  @Test
  void theMazeArmCanBrakeEverywhere() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(at.resolve("examples/maze"))) {
      at = at.getParent();
    }
    Rig rig = Rig.of(at.resolve("examples/maze/robot.yaml"));
    ModelBounds bounds = ModelBounds.of(rig.model, JointBox.of(rig.robot), SETTINGS);
    // Joint 2 carries 2.6 kg at 0.1 m to 0.5 kg at 0.84 m, all to one side.
    double moment = 2.6 * 0.1 + 2.2 * 0.3 + 2 * 0.5 + 1.5 * 0.69 + 0.9 * 0.8 + 0.5 * 0.9;
    assertEquals(9.81 * moment, bounds.gravityNm(1), 0.05);
    assertEquals(0, bounds.gravityNm(0), 1e-9);
    for (int i = 0; i < 7; i++) {
      assertTrue(bounds.accelerationRadS2(i) > 0.2, "joint " + (i + 1));
      assertTrue(bounds.maximumAccelerationRadS2(i) > bounds.accelerationRadS2(i));
    }
  }
}
