package io.escapement.safety.barrier;

import io.escapement.controller.kinematics.Vector3;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Settings at random for a chain. */
final class RandomBarriers {

  private RandomBarriers() {}

  static BarrierSettings of(BarrierKind kind) {
    return new BarrierSettings("b", kind, .01, BarrierGains.DEFAULT);
  }

  static Anchor anchor(Random random, ChainWorld world) {
    String frame = world.name(1 + random.nextInt(world.q.length));
    boolean origin = random.nextBoolean();
    return new Anchor(frame, origin ? Vector3.ZERO : ChainWorld.vector(random, .1));
  }

  static Shape link(Random random, ChainWorld world, boolean capsule) {
    Anchor first = anchor(random, world);
    Anchor second =
        random.nextInt(3) == 0
            ? anchor(random, world)
            : new Anchor(first.frame(), ChainWorld.vector(random, .2));
    return new Shape(capsule ? List.of(first, second) : List.of(first), .02 * random.nextDouble());
  }

  /** Whether both ends of each shape are fixed in one frame. */
  static boolean isRigid(BarrierKind kind) {
    return !(kind instanceof BarrierKind.Apart apart)
        || (isRigid(apart.first()) && isRigid(apart.second()));
  }

  private static boolean isRigid(Shape shape) {
    return !shape.isCapsule() || shape.ends().get(0).frame().equals(shape.ends().get(1).frame());
  }

  static Shape obstacle(Random random, boolean capsule) {
    Anchor first = Anchor.world(ChainWorld.vector(random, .6));
    Anchor second = Anchor.world(ChainWorld.vector(random, .6));
    return new Shape(capsule ? List.of(first, second) : List.of(first), .05);
  }

  /** A barrier of geometry or joints. */
  static BarrierSettings any(Random random, ChainWorld world) {
    boolean capsule = random.nextBoolean();
    return of(
        switch (random.nextInt(6)) {
          case 0 ->
              new BarrierKind.Apart(
                  link(random, world, capsule), obstacle(random, random.nextBoolean()));
          case 1 ->
              new BarrierKind.Apart(
                  link(random, world, capsule), link(random, world, random.nextBoolean()));
          case 2 ->
              new BarrierKind.FreeSide(
                  link(random, world, capsule),
                  Anchor.world(ChainWorld.vector(random, .5)),
                  ChainWorld.vector(random, 1));
          case 3 ->
              new BarrierKind.FreeSide(
                  link(random, world, capsule),
                  anchor(random, world),
                  ChainWorld.vector(random, 1));
          case 4 -> new BarrierKind.JointRange("j0", -1, 2);
          default ->
              new BarrierKind.JointSum(
                  List.of(
                      new BarrierKind.Term("j0", random.nextGaussian()),
                      new BarrierKind.Term(
                          "j" + (world.q.length - world.base - 1), 1 + random.nextDouble())),
                  1);
        });
  }

  static BarrierKind.ForceLimit force(String sensor, String frame, Optional<Vector3> direction) {
    return new BarrierKind.ForceLimit(sensor, frame, 20, 2000, direction, 1, 1);
  }
}
