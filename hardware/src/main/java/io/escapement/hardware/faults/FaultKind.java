package io.escapement.hardware.faults;

import java.util.List;
import java.util.stream.Stream;

/** What can go wrong, and which keys say how. */
enum FaultKind {
  NAN(On.VALUE, List.of("channel"), List.of("joint", "element")),
  INFINITY(On.VALUE, List.of("channel"), List.of("joint", "element", "negative")),
  SIGN_FLIP(On.VALUE, List.of(), List.of("channel", "joint", "element")),
  JUMP(On.VALUE, List.of("offset"), List.of("channel", "joint", "element")),
  QUANTISE(On.VALUE, List.of("step"), List.of("channel", "joint", "element")),
  STALE(On.SAMPLE, List.of(), List.of("group")),
  REPEATED(On.SAMPLE, List.of(), List.of("group")),
  LOST(On.SAMPLE, List.of("probability"), List.of("group")),
  LATE(On.SAMPLE, List.of(), List.of("group", "delay", "ticks")),
  ACTUATOR_DELAY(On.COMMAND, List.of("ticks"), List.of());

  /** What a fault acts on. */
  enum On {
    /** Elements of a channel. */
    VALUE,
    /** A group's samples as a whole. */
    SAMPLE,
    /** The command on its way to the drives. */
    COMMAND
  }

  private static final List<String> EVERY = List.of("fault", "from", "for");

  private final On on;
  private final List<String> needed;
  private final List<String> optional;

  FaultKind(On on, List<String> needed, List<String> optional) {
    this.on = on;
    this.needed = needed;
    this.optional = optional;
  }

  On on() {
    return on;
  }

  List<String> needed() {
    return needed;
  }

  List<String> allowed() {
    return Stream.of(EVERY, needed, optional).flatMap(List::stream).toList();
  }
}
