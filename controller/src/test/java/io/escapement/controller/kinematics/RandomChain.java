package io.escapement.controller.kinematics;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.testing.AttachedRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A chain of hinges and slides with places at random, beside the same by products of poses. */
final class RandomChain {

  final List<TreeBody> path = new ArrayList<>();
  final List<String> names = new ArrayList<>();
  final Pose root;
  final Pose tip;
  final Chain chain;
  final ChainState state;
  final F64Channel position;
  final F64Channel velocity;

  RandomChain(Random random) {
    int bodies = 1 + random.nextInt(5);
    for (int i = 0; i < bodies; i++) {
      List<TreeJoint> joints = new ArrayList<>();
      for (int j = random.nextInt(3); j > 0; j--) {
        String name = "j" + names.size();
        names.add(name);
        joints.add(
            new TreeJoint(
                name,
                random.nextInt(4) == 0,
                vector(random).unit(),
                vector(random),
                random.nextGaussian()));
      }
      path.add(new TreeBody("b" + i, i - 1, pose(random), joints));
    }
    root = pose(random);
    tip = pose(random);
    // The robot has its joints in another order, and more than the chain's.
    names.add("other");
    Collections.shuffle(names, random);
    chain = Chain.of(root, path, tip, names);
    state = new ChainState("r/leg", chain.joints(), "root");
    position =
        new F64Channel(ChannelSpec.input("r/joints/position", ChannelType.F64, names.size()));
    velocity =
        new F64Channel(ChannelSpec.input("r/joints/velocity", ChannelType.F64, names.size()));
    AttachedRecord.of(
        wiring -> {
          wiring.writes(position);
          wiring.writes(velocity);
          state.declare(wiring);
        });
    for (int i = 0; i < names.size(); i++) {
      position.set(i, 3 * random.nextGaussian());
      velocity.set(i, random.nextGaussian());
    }
  }

  static Vector3 vector(Random random) {
    return new Vector3(random.nextGaussian(), random.nextGaussian(), random.nextGaussian());
  }

  static Rotation rotation(Random random) {
    return Rotation.ofQuaternion(
        random.nextGaussian(), random.nextGaussian(), random.nextGaussian(), random.nextGaussian());
  }

  static Pose pose(Random random) {
    return new Pose(vector(random), rotation(random));
  }

  void evaluate() {
    chain.evaluate(position, velocity, state);
  }

  /** The tip's pose in the root's frame as the definition of a joint says. */
  Pose byProducts() {
    Pose pose = root.inverse();
    for (TreeBody body : path) {
      pose = pose.times(body.placement());
      for (TreeJoint joint : body.joints()) {
        double q = position.get(names.indexOf(joint.name())) - joint.reference();
        pose =
            joint.slides()
                ? pose.times(Pose.at(joint.axis().times(q)))
                : pose.times(Pose.at(joint.anchor()))
                    .times(new Pose(Vector3.ZERO, Rotation.about(joint.axis(), q)))
                    .times(Pose.at(joint.anchor().times(-1)));
      }
    }
    return pose.times(tip);
  }
}
