package io.escapement.hardware.channels;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.Wiring;

/**
 * When a group of sensor values was taken: {@code <group>/stamp_ns}, {@code <group>/received_ns}
 * and {@code <group>/seq}, each {@code input i64[1]}.
 */
public final class SampleStamps {

  private final I64Channel stampNs;
  private final I64Channel receivedNs;
  private final I64Channel seq;

  /**
   * Makes the handles.
   *
   * @param group {@code <robot>/<group>}
   */
  public SampleStamps(String group) {
    stampNs = new I64Channel(input(group + "/stamp_ns").withUnit("ns"));
    receivedNs = new I64Channel(input(group + "/received_ns").withUnit("ns"));
    seq = new I64Channel(input(group + "/seq").withUnit("samples"));
  }

  private static ChannelSpec input(String name) {
    return ChannelSpec.input(name, ChannelType.I64, 1);
  }

  /**
   * Declares the channels.
   *
   * @param wiring takes the declarations
   */
  public void declare(Wiring wiring) {
    wiring.writes(stampNs);
    wiring.writes(receivedNs);
    wiring.writes(seq);
  }

  /**
   * Writes the channels, on the loop's thread.
   *
   * @param takenNs when the device took the sample, nanoseconds since the start of the run
   * @param arrivedNs when the driver had it, nanoseconds since the start of the run
   * @param number rises by one with each sample
   */
  public void set(long takenNs, long arrivedNs, long number) {
    stampNs.set(0, takenNs);
    receivedNs.set(0, arrivedNs);
    seq.set(0, number);
  }
}
