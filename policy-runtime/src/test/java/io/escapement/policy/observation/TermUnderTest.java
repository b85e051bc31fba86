package io.escapement.policy.observation;

import io.escapement.controller.config.Origin;
import io.escapement.controller.record.Channel;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.record.TickRecord;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.stage.Deadline;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.controller.stage.Wiring;
import io.escapement.policy.bundle.Bounds;
import io.escapement.policy.bundle.Conditioning;
import io.escapement.policy.bundle.History;
import io.escapement.policy.bundle.ObservationSpec;
import io.escapement.policy.bundle.PerElement;
import io.escapement.policy.bundle.Place;
import io.escapement.policy.bundle.VelocityRange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One built-in term of the leg's policy over a record that a test fills. */
final class TermUnderTest {

  /** The leg's default pose. */
  static final double[] POSE = {0.1, 0.2, 0.3};

  private static final Place PLACE =
      new Place(new Origin("policy.yaml", Path.of("").toAbsolutePath(), 7, 5), "observations[0]");

  private final ObservationTerm term;
  private final TickRecord record;

  private TermUnderTest(ObservationTerm term, List<ChannelSpec> channels) {
    this.term = term;
    record = new TickRecord(new RecordLayout(channels));
    term.declare(new Attaching());
  }

  /** A term of the joints ankle and hip, with its own parameters. */
  static TermUnderTest of(RobotModel leg, String name, Map<String, String> parameters) {
    return new TermUnderTest(new BuiltInTerms().create(context(leg, name, parameters)), channels());
  }

  static TermContext context(RobotModel leg, String name, Map<String, String> parameters) {
    VelocityRange range =
        new VelocityRange(
            new Bounds(
                new PerElement(List.of(-1.0, -0.5, -2.0)), new PerElement(List.of(1.0, 0.5, 2.0))));
    return new TermContext(
        new ObservationSpec(name, parameters, Optional.empty(), Conditioning.NONE, History.NONE),
        "observations[0]",
        PLACE,
        leg,
        "leg/policy/",
        new int[] {2, 0},
        POSE.clone(),
        Optional.of(range),
        List.of("ankle", "hip"),
        false,
        Optional.of(new RefinedAction("leg/policy/base", List.of("hip", "knee"))));
  }

  private static List<ChannelSpec> channels() {
    List<ChannelSpec> specs = new ArrayList<>();
    specs.add(ChannelSpec.input(LoopChannels.TIME_NS, ChannelType.I64, 1));
    specs.add(ChannelSpec.input("leg/joints/position", ChannelType.F64, 3));
    specs.add(ChannelSpec.input("leg/joints/velocity", ChannelType.F64, 3));
    specs.add(ChannelSpec.input("leg/joints/effort", ChannelType.F64, 3));
    specs.add(ChannelSpec.input("leg/imu/orientation", ChannelType.F64, 4));
    specs.add(ChannelSpec.input("leg/imu/angular_velocity", ChannelType.F64, 3));
    specs.add(ChannelSpec.input("leg/base/linear_velocity", ChannelType.F64, 3));
    specs.add(ChannelSpec.input("leg/base/position", ChannelType.F64, 3));
    specs.add(ChannelSpec.input("leg/base/height", ChannelType.F64, 1));
    specs.add(ChannelSpec.input("leg/operator/velocity_command", ChannelType.F64, 3));
    specs.add(ChannelSpec.input("leg/sensors/contacts", ChannelType.F64, 4));
    specs.add(ChannelSpec.input("leg/sensors/scan", ChannelType.F64, 5));
    specs.add(ChannelSpec.memory("leg/policy/action", ChannelType.F32, 2));
    specs.add(ChannelSpec.memory("leg/policy/base", ChannelType.F32, 2));
    specs.add(ChannelSpec.memory("leg/policy/observations", ChannelType.I64, 1));
    for (String when : new String[] {"remembered", "remembered_at_start"}) {
      specs.add(ChannelSpec.memory("leg/policy/" + when + "/joint_pos", ChannelType.F32, 2));
      specs.add(ChannelSpec.memory("leg/policy/" + when + "/joint_vel", ChannelType.F32, 2));
      specs.add(ChannelSpec.memory("leg/policy/" + when + "/value", ChannelType.F32, 3));
      specs.add(ChannelSpec.memory("leg/policy/" + when + "/body_pos_w", ChannelType.F32, 6));
      specs.add(ChannelSpec.memory("leg/policy/" + when + "/body_quat_w", ChannelType.F32, 8));
    }
    specs.add(ChannelSpec.memory("leg/policy/alignment/observations_0_", ChannelType.F64, 4));
    return specs;
  }

  ObservationTerm term() {
    return term;
  }

  TermUnderTest f64(String channel, double... values) {
    F64Channel handle =
        new F64Channel(ChannelSpec.input("leg/" + channel, ChannelType.F64, values.length));
    record.attach(handle);
    for (int i = 0; i < values.length; i++) {
      handle.set(i, values[i]);
    }
    return this;
  }

  TermUnderTest f32(String channel, double... values) {
    F32Channel handle =
        new F32Channel(ChannelSpec.memory("leg/policy/" + channel, ChannelType.F32, values.length));
    record.attach(handle);
    for (int i = 0; i < values.length; i++) {
      handle.set(i, (float) values[i]);
    }
    return this;
  }

  TermUnderTest observations(long count) {
    return i64("leg/policy/observations", count);
  }

  TermUnderTest i64(String channel, long value) {
    ChannelSpec spec = record.layout().find(channel).spec();
    I64Channel handle = new I64Channel(spec);
    record.attach(handle);
    handle.set(0, value);
    return this;
  }

  /** All elements of the first observation after a start. */
  double[] first() {
    term.prepare(true);
    return values();
  }

  /** All elements of a later observation. */
  double[] later() {
    term.prepare(false);
    return values();
  }

  private double[] values() {
    double[] values = new double[term.labels().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = term.value(i);
    }
    return values;
  }

  private final class Attaching implements Wiring {

    @Override
    public void reads(Channel channel) {
      record.attach(channel);
    }

    @Override
    public void readsPrevious(Channel channel) {
      record.attach(channel);
    }

    @Override
    public void writes(Channel channel) {
      record.attach(channel);
    }

    @Override
    public Deadline deadline(String channelName) {
      throw new AssertionError("a term decides nothing");
    }
  }
}
