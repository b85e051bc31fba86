package io.escapement.controller.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.record.RecordLayout.Region;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class TickRecordTest {

  private static final ChannelSpec Q = ChannelSpec.input("r/joints/q", ChannelType.F64, 2);
  private static final ChannelSpec OUT = ChannelSpec.boundary("r/p/out", ChannelType.F32, 2);
  private static final ChannelSpec OBS = ChannelSpec.derived("r/p/obs", ChannelType.F32, 2);
  private static final ChannelSpec HOLD = ChannelSpec.memory("r/p/hold", ChannelType.F32, 2);

  private final F64Channel q = new F64Channel(Q);
  private final F32Channel out = new F32Channel(OUT);
  private final F32Channel obs = new F32Channel(OBS);
  private final F32Channel hold = new F32Channel(HOLD);
  private final TickRecord record = new TickRecord(new RecordLayout(List.of(Q, OUT, OBS, HOLD)));

  TickRecordTest() {
    List.of(q, out, obs, hold).forEach(record::attach);
    for (int i = 0; i < 2; i++) {
      q.set(i, 1 + i);
      out.set(i, 3 + i);
      obs.set(i, 5 + i);
      hold.set(i, 7 + i);
    }
  }

  private static double first(TickRecord of, ChannelSpec spec) {
    int offset = of.layout().find(spec.name()).offset();
    return spec.type() == ChannelType.F64
        ? of.buffer().getDouble(offset)
        : of.buffer().getFloat(offset);
  }

  @Test
  void starts_as_zeros_at_a_cache_line() {
    TickRecord fresh = new TickRecord(record.layout());
    assertEquals(0, fresh.buffer().addressOffset() % RecordLayout.ALIGNMENT);
    for (int i = 0; i < fresh.layout().length(); i++) {
      assertEquals(0, fresh.buffer().getByte(i));
    }
  }

  @Test
  void refuses_a_handle_for_a_channel_that_it_does_not_have() {
    refuses(F64Channel.reading("r/joints/dq", 2), "r/joints/dq");
  }

  @Test
  void refuses_a_handle_of_another_type_and_names_both() {
    refuses(F32Channel.reading(Q.name(), 2), "r/joints/q is F64[2], expected F32[2]");
  }

  @Test
  void refuses_a_handle_of_another_count_and_names_both() {
    refuses(F64Channel.reading(Q.name(), 12), "r/joints/q is F64[2], expected F64[12]");
  }

  @Test
  void a_handle_of_any_count_takes_that_of_the_writer() {
    F64Channel any = F64Channel.reading(Q.name(), Channel.ANY_COUNT);
    record.attach(any);
    assertEquals(2, any.count());
  }

  @Test
  void clears_one_region_and_no_other() {
    record.clear(Region.DERIVED);
    assertEquals(0, obs.get(1));
    assertEquals(
        List.of(1.0, 3.0, 7.0), List.of(first(record, Q), first(record, OUT), first(record, HOLD)));
  }

  @Test
  void copies_out_and_in_bring_back_the_same_bits() {
    int length = record.layout().length();
    UnsafeBuffer copy = new UnsafeBuffer(new byte[length + 16]);
    record.copyTo(copy, 16, length);
    TickRecord twin = new TickRecord(record.layout());
    twin.copyFrom(copy, 16, 0, length);
    for (int i = 0; i < length; i++) {
      assertEquals(record.buffer().getByte(i), twin.buffer().getByte(i));
    }
  }

  @Test
  void copies_in_only_the_stretch_that_is_asked_for() {
    UnsafeBuffer copy = new UnsafeBuffer(new byte[record.layout().length()]);
    record.copyTo(copy, 0, copy.capacity());
    TickRecord twin = new TickRecord(record.layout());
    int start = twin.layout().start(Region.MEMORY);
    twin.copyFrom(copy, 0, start, twin.layout().end(Region.MEMORY));
    assertEquals(7, first(twin, HOLD));
    assertEquals(0, first(twin, Q));
    assertEquals(0, first(twin, OBS));
  }

  @Test
  void carries_over_channels_of_the_same_name_type_count_and_role_wherever_they_lie() {
    ChannelSpec newcomer = ChannelSpec.input("r/imu/gyro", ChannelType.F64, 3);
    TickRecord next = new TickRecord(new RecordLayout(List.of(newcomer, HOLD, OBS, OUT, Q)));
    next.carryOver(record);
    assertEquals(1, first(next, Q));
    assertEquals(3, first(next, OUT));
    assertEquals(5, first(next, OBS));
    assertEquals(7, first(next, HOLD));
    assertEquals(0, first(next, newcomer));
  }

  @Test
  void what_has_no_counterpart_keeps_its_value_on_a_carry_over() {
    ChannelSpec otherType = ChannelSpec.input(Q.name(), ChannelType.I64, 2);
    ChannelSpec otherCount = ChannelSpec.memory(HOLD.name(), ChannelType.F32, 3);
    ChannelSpec otherRole = ChannelSpec.memory(OBS.name(), ChannelType.F32, 2);
    TickRecord next = new TickRecord(new RecordLayout(List.of(otherType, otherCount, otherRole)));
    F32Channel held = new F32Channel(otherCount);
    F32Channel kept = new F32Channel(otherRole);
    next.attach(held);
    next.attach(kept);
    held.set(0, -1);
    kept.set(0, -2);
    next.carryOver(record);
    assertEquals(-1, held.get(0));
    assertEquals(-2, kept.get(0));
    assertEquals(0, next.buffer().getLong(next.layout().find(Q.name()).offset()));
  }

  private void refuses(Channel channel, String expected) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> record.attach(channel)).getMessage();
    assertTrue(message.contains(expected), message);
  }
}
