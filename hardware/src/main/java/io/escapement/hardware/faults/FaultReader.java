package io.escapement.hardware.faults;

import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.YamlNode;
import io.escapement.controller.record.Channel;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.hardware.DriverContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Reads the list of faults, and binds each to the channels of the wrapped driver. */
final class FaultReader {

  /** What a simulator knows and no sensor measures: a run is judged by it. */
  private static final List<String> NOT_MEASURED = List.of("truth", "sim");

  private static final int MOST_TICKS = 10_000;
  private static final String JOINTS = "joints";
  private static final String POSITION = "joints/position";
  private static final String VELOCITY = "joints/velocity";

  private final DriverContext context;
  private final List<FaultySource> sources;
  private final long seed;
  private final List<DelayedSink.Delay> delays = new ArrayList<>();

  /**
   * Begins.
   *
   * @param context robot and period
   * @param sources the wrapped driver's, to which faults are added
   * @param seed of all that is drawn
   */
  FaultReader(DriverContext context, List<FaultySource> sources, long seed) {
    this.context = context;
    this.sources = sources;
    this.seed = seed;
  }

  /** The delays of the command that the list had. */
  List<DelayedSink.Delay> delays() {
    return delays;
  }

  /**
   * Reads one fault.
   *
   * @param node its entry
   * @param number its place in the list, which tells apart what is drawn
   */
  void read(YamlNode node, int number) {
    FaultKind kind = node.get("fault").oneOf(FaultKind.class);
    demandKeys(node, kind);
    Window window = window(node);
    switch (kind.on()) {
      case VALUE -> addValueFault(node, kind, window);
      case SAMPLE -> addSampleFaults(node, kind, window, number);
      case COMMAND ->
          delays.add(new DelayedSink.Delay(window, node.get("ticks").integer(1, MOST_TICKS)));
    }
  }

  private static void demandKeys(YamlNode node, FaultKind kind) {
    String name = node.get("fault").string();
    for (YamlNode.Member member : node.members()) {
      if (!kind.allowed().contains(member.key())) {
        throw member
            .value()
            .error()
            .summary("the fault " + name + " has no key " + member.key())
            .expected(String.join(", ", kind.allowed()))
            .found(member.key())
            .remedy("take the key out, or choose another fault: docs/faults.md")
            .build();
      }
    }
    for (String key : kind.needed()) {
      if (!node.has(key)) {
        throw node.error()
            .summary("the fault " + name + " needs the key " + key)
            .expected(String.join(", ", kind.needed()))
            .found(String.join(", ", node.keys()))
            .remedy("add " + key + ": docs/faults.md says what it means")
            .build();
      }
    }
  }

  private static Window window(YamlNode node) {
    long fromNs = node.optional("from").map(YamlNode::durationNs).orElse(0L);
    long forNs = node.optional("for").map(YamlNode::durationNs).orElse(Long.MAX_VALUE);
    long untilNs = forNs > Long.MAX_VALUE - fromNs ? Long.MAX_VALUE : fromNs + forNs;
    return new Window(fromNs, untilNs);
  }

  private void addValueFault(YamlNode node, FaultKind kind, Window window) {
    ValueFault.Change change =
        switch (kind) {
          case NAN -> value -> Double.NaN;
          case INFINITY -> {
            boolean negative = node.optional("negative").map(YamlNode::bool).orElse(false);
            double infinity = negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            yield value -> infinity;
          }
          case SIGN_FLIP -> value -> -value;
          case JUMP -> {
            double offset = node.get("offset").number();
            yield value -> value + offset;
          }
          case QUANTISE -> ValueFault.quantised(node.get("step").number());
          default -> throw new IllegalStateException(kind + " changes no value");
        };
    List<String> names =
        node.optional("channel")
            .map(channel -> List.of(channel.string()))
            .orElseGet(
                () ->
                    switch (kind) {
                      case SIGN_FLIP -> List.of(POSITION, VELOCITY);
                      case JUMP -> List.of(POSITION);
                      default -> List.of(VELOCITY);
                    });
    for (String name : names) {
      addValueFault(node, window, name, change);
    }
  }

  private void addValueFault(YamlNode node, Window window, String name, ValueFault.Change change) {
    for (FaultySource source : sources) {
      for (Channel channel : source.channels()) {
        if (channel instanceof F64Channel numbers && isMeasured(channel) && is(channel, name)) {
          int element = element(node, name, numbers);
          int first = Math.max(0, element);
          int end = element < 0 ? numbers.declaration().count() : element + 1;
          source.add(new ValueFault(window, numbers, first, end, change));
          return;
        }
      }
    }
    TreeSet<String> known = new TreeSet<>();
    for (FaultySource source : sources) {
      source.channels().stream()
          .filter(channel -> channel instanceof F64Channel && isMeasured(channel))
          .forEach(channel -> known.add(shortName(channel)));
    }
    YamlNode place = node.optional("channel").orElse(node);
    throw place
        .error()
        .summary("the driver measures no channel " + name)
        .expected("one of " + String.join(", ", known))
        .found(name)
        .remedy(NearestNames.remedy(name, known))
        .build();
  }

  private int element(YamlNode node, String name, F64Channel channel) {
    Optional<YamlNode> joint = node.optional("joint");
    Optional<YamlNode> element = node.optional("element");
    if (joint.isPresent() && (element.isPresent() || !name.startsWith(JOINTS + "/"))) {
      throw joint
          .get()
          .error()
          .summary("joint names an element of joints/position, velocity or effort")
          .expected("element for other channels, and one of the two keys")
          .found(name)
          .remedy("write element: with a label of the channel, or its number from 0")
          .build();
    }
    YamlNode given = joint.or(() -> element).orElse(null);
    if (given == null) {
      return -1;
    }
    List<String> labels = channel.declaration().labels();
    int count = channel.declaration().count();
    if (given.isNumber()) {
      return given.integer(0, count - 1);
    }
    int index = labels.indexOf(given.string());
    if (index < 0) {
      throw given
          .error()
          .summary(name + " has no element " + given.string())
          .expected(
              labels.isEmpty() ? "a number from 0 to " + (count - 1) : String.join(", ", labels))
          .found(given.shown())
          .remedy(
              labels.isEmpty()
                  ? "write the element's number"
                  : NearestNames.remedy(given.string(), labels))
          .build();
    }
    return index;
  }

  private void addSampleFaults(YamlNode node, FaultKind kind, Window window, int number) {
    String wanted = node.optional("group").map(YamlNode::string).orElse(null);
    TreeSet<String> known = new TreeSet<>();
    boolean found = false;
    for (FaultySource source : sources) {
      for (Channel channel : source.channels()) {
        String name = shortName(channel);
        if (isMeasured(channel) && name.endsWith("/" + Group.STAMP)) {
          String group = name.substring(0, name.length() - Group.STAMP.length() - 1);
          known.add(group);
          if (wanted == null || wanted.equals(group)) {
            found = true;
            source.add(sampleFault(node, kind, window, number, group(source, group)));
          }
        }
      }
    }
    if (!found) {
      throw (wanted == null ? node : node.get("group"))
          .error()
          .summary("the driver measures no group " + (wanted == null ? "at all" : wanted))
          .expected("one of " + String.join(", ", known))
          .found(wanted == null ? "none" : wanted)
          .remedy(NearestNames.remedy(wanted == null ? "" : wanted, known))
          .build();
    }
  }

  private SampleFault sampleFault(
      YamlNode node, FaultKind kind, Window window, int number, Group group) {
    return switch (kind) {
      case STALE -> HeldSample.stale(group, window);
      case REPEATED -> HeldSample.repeated(group, window);
      case LOST -> HeldSample.lost(group, window, node.get("probability").number(), seed, number);
      case LATE -> new LateSample(group, window, delayNs(node), context.periodNs());
      default -> throw new IllegalStateException(kind + " is no fault of a sample");
    };
  }

  private long delayNs(YamlNode node) {
    if (node.has("delay") == node.has("ticks")) {
      throw node.error()
          .summary("the fault late needs to know by how much")
          .expected("one of delay, a duration, and ticks")
          .found(node.has("delay") ? "both" : "neither")
          .remedy("write delay: 20ms, or ticks: 4")
          .build();
    }
    if (node.has("ticks")) {
      return node.get("ticks").integer(1, MOST_TICKS) * context.periodNs();
    }
    long delayNs = node.get("delay").durationNs();
    if (delayNs > MOST_TICKS * context.periodNs()) {
      throw node.get("delay")
          .error()
          .expected("at most " + MOST_TICKS + " control periods")
          .found(node.get("delay").shown())
          .remedy("take stale for samples that do not come at all")
          .build();
    }
    return delayNs;
  }

  private Group group(FaultySource source, String group) {
    List<Channel> values = new ArrayList<>();
    I64Channel[] stamps = new I64Channel[3];
    List<String> stampNames = List.of(Group.STAMP, Group.RECEIVED, Group.SEQ);
    for (Channel channel : source.channels()) {
      String name = shortName(channel);
      if (name.startsWith(group + "/")) {
        int stamp = stampNames.indexOf(name.substring(group.length() + 1));
        if (stamp >= 0) {
          stamps[stamp] = (I64Channel) channel;
        } else {
          values.add(channel);
        }
      }
    }
    return new Group(stamps[0], stamps[1], stamps[2], values);
  }

  private boolean is(Channel channel, String name) {
    return shortName(channel).equals(name);
  }

  private boolean isMeasured(Channel channel) {
    String name = shortName(channel);
    return NOT_MEASURED.stream().noneMatch(group -> name.startsWith(group + "/"));
  }

  /** The name without the robot's. */
  private String shortName(Channel channel) {
    String prefix = context.robotName() + "/";
    String name = channel.name();
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }
}
