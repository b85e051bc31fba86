package io.escapement.safety.supervisor;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.command.Drives;

/**
 * Age of the samples of one input group ({@code joints}, {@code imu}): by their stamp, and by the
 * time for which their sequence number has not changed, since a driver that hangs may well go on
 * stamping the same sample.
 */
final class SampleAge {

  private final I64Channel stampNs;
  private final I64Channel seq;
  private final I64Channel ageNs;
  private final I64Channel lastSeq;
  private final I64Channel changedNs;

  SampleAge(Drives drives, String group) {
    stampNs = I64Channel.reading(drives.channel(group + "/stamp_ns"), 1);
    seq = I64Channel.reading(drives.channel(group + "/seq"), 1);
    ageNs = channel(ChannelSpec.derived(name(drives, group, "age_ns"), ChannelType.I64, 1), "ns");
    lastSeq = channel(ChannelSpec.memory(name(drives, group, "seq"), ChannelType.I64, 1), "");
    changedNs =
        channel(ChannelSpec.memory(name(drives, group, "changed_ns"), ChannelType.I64, 1), "ns");
  }

  private static String name(Drives drives, String group, String what) {
    return drives.channel("safety/" + group + "_" + what);
  }

  private static I64Channel channel(ChannelSpec spec, String unit) {
    return new I64Channel(spec.withUnit(unit));
  }

  void declare(Wiring wiring) {
    wiring.reads(stampNs);
    wiring.reads(seq);
    wiring.writes(ageNs);
    wiring.writes(lastSeq);
    wiring.writes(changedNs);
  }

  /** No driver counts from here, so the first sample is a new one. */
  void initialise() {
    lastSeq.set(0, Long.MIN_VALUE);
  }

  /** Takes note of the tick's sample; true if it is too old, repeated for too long or ahead. */
  boolean stale(long timeNs, long limitNs) {
    if (seq.get(0) != lastSeq.get(0)) {
      lastSeq.set(0, seq.get(0));
      changedNs.set(0, timeNs);
    }
    long age = timeNs - stampNs.get(0);
    ageNs.set(0, age);
    return limitNs > 0 && (age > limitNs || age < -limitNs || timeNs - changedNs.get(0) > limitNs);
  }
}
