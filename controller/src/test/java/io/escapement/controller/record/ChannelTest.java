package io.escapement.controller.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ChannelTest {

  private final F64Channel f64 = new F64Channel(ChannelSpec.derived("r/c/f64", ChannelType.F64, 3));
  private final F32Channel f32 = new F32Channel(ChannelSpec.derived("r/c/f32", ChannelType.F32, 3));
  private final I64Channel i64 = new I64Channel(ChannelSpec.derived("r/c/i64", ChannelType.I64, 3));
  private final I32Channel i32 = new I32Channel(ChannelSpec.derived("r/c/i32", ChannelType.I32, 3));
  private final U8Channel u8 = new U8Channel(ChannelSpec.derived("r/c/u8", ChannelType.U8, 3));
  private final F64Channel other = new F64Channel(ChannelSpec.memory("r/c/x", ChannelType.F64, 4));
  private final List<Channel> all = List.of(f64, f32, i64, i32, u8, other);
  private final TickRecord record =
      new TickRecord(new RecordLayout(all.stream().map(Channel::declaration).toList()));

  private void attachAll() {
    all.forEach(record::attach);
  }

  @Test
  void what_is_written_is_read_and_neighbours_stay_as_they_are() {
    attachAll();
    for (int i = 0; i < 3; i++) {
      f64.set(i, 0.1 + i);
      f32.set(i, 0.2f + i);
      i64.set(i, Long.MIN_VALUE + i);
      i32.set(i, Integer.MAX_VALUE - i);
      u8.set(i, 253 + i);
    }
    for (int i = 0; i < 3; i++) {
      assertEquals(0.1 + i, f64.get(i));
      assertEquals(0.2f + i, f32.get(i));
      assertEquals(Long.MIN_VALUE + i, i64.get(i));
      assertEquals(Integer.MAX_VALUE - i, i32.get(i));
      assertEquals(253 + i, u8.get(i));
    }
  }

  @Test
  void every_nan_is_written_with_the_same_bits() {
    attachAll();
    f64.set(0, Double.longBitsToDouble(0xfff0_dead_beef_0001L));
    assertEquals(0x7ff8_0000_0000_0000L, bits64(f64, 0));
    f32.set(0, Float.intBitsToFloat(0xff80_beef));
    assertEquals(0x7fc0_0000, f32.byteBuffer().getInt(0));
  }

  @Test
  void the_sign_of_zero_and_infinities_are_kept() {
    attachAll();
    f64.set(0, -0.0);
    f64.set(1, Double.NEGATIVE_INFINITY);
    assertEquals(Long.MIN_VALUE, bits64(f64, 0));
    assertEquals(Double.NEGATIVE_INFINITY, f64.get(1));
  }

  @Test
  void copies_bit_for_bit_even_what_the_setter_would_not_write() {
    attachAll();
    F64Channel driver = new F64Channel(ChannelSpec.input("r/c/raw", ChannelType.F64, 3));
    TickRecord raw = new TickRecord(new RecordLayout(List.of(driver.declaration())));
    raw.attach(driver);
    long payload = 0x7ff0_0000_0000_1234L;
    driver.byteBuffer().putLong(8, payload);
    f64.copyFrom(driver);
    assertEquals(payload, bits64(f64, 1));
  }

  @Test
  void refuses_to_copy_from_a_channel_of_another_count() {
    attachAll();
    String message =
        assertThrows(IllegalArgumentException.class, () -> f64.copyFrom(other)).getMessage();
    assertTrue(message.contains("r/c/f64") && message.contains("r/c/x"), message);
    assertThrows(IllegalArgumentException.class, () -> other.copyFrom(f64));
  }

  @Test
  void a_reading_handle_sees_the_channel_and_refuses_to_write() {
    attachAll();
    F64Channel reader = F64Channel.reading("r/c/f64", 3);
    record.attach(reader);
    f64.set(2, 7.5);
    assertEquals(7.5, reader.get(2));
    assertFalse(reader.declares());
    assertSame(f64.declaration(), reader.spec());
    assertThrows(IllegalStateException.class, () -> reader.set(2, 1));
    assertThrows(IllegalStateException.class, reader::clear);
    assertThrows(IllegalStateException.class, () -> reader.copyFrom(f64));
    assertThrows(IllegalStateException.class, reader::declaration);
    assertEquals(7.5, f64.get(2));
  }

  @Test
  void every_type_refuses_to_write_through_a_reading_handle() {
    F32Channel singles = F32Channel.reading("r/c/f32", 3);
    I64Channel longs = I64Channel.reading("r/c/i64", 3);
    I32Channel ints = I32Channel.reading("r/c/i32", 3);
    U8Channel bytes = U8Channel.reading("r/c/u8", 3);
    List.of(singles, longs, ints, bytes).forEach(record::attach);
    List<Executable> writes =
        List.of(
            () -> singles.set(0, 1),
            () -> longs.set(0, 1),
            () -> ints.set(0, 1),
            () -> bytes.set(0, 1));
    writes.forEach(write -> assertThrows(IllegalStateException.class, write));
  }

  @Test
  void an_index_outside_the_channel_is_refused_and_touches_no_neighbour() {
    attachAll();
    i32.set(0, 5);
    assertThrows(IndexOutOfBoundsException.class, () -> f32.set(3, 1));
    assertThrows(IndexOutOfBoundsException.class, () -> f32.get(-1));
    assertThrows(IndexOutOfBoundsException.class, () -> u8.set(3, 1));
    assertEquals(5, i32.get(0));
  }

  @Test
  void a_handle_that_is_not_attached_gives_no_address() {
    assertThrows(IllegalStateException.class, f64::address);
    assertThrows(IllegalStateException.class, f64::byteBuffer);
    assertThrows(IllegalStateException.class, f64::spec);
    assertThrows(IllegalStateException.class, f64::count);
    assertThrows(IllegalStateException.class, f64::clear);
  }

  @Test
  void a_handle_serves_one_record() {
    attachAll();
    TickRecord second = new TickRecord(record.layout());
    String message =
        assertThrows(IllegalStateException.class, () -> second.attach(f64)).getMessage();
    assertTrue(message.contains("r/c/f64"), message);
    f64.set(0, 3);
    assertEquals(3, record.buffer().getDouble(record.layout().find("r/c/f64").offset()));
  }

  @Test
  void native_code_sees_the_same_memory_as_the_accessors() {
    attachAll();
    f64.set(1, 2.5);
    assertEquals(record.buffer().addressOffset() + offset(f64), f64.address());
    assertEquals(3 * Double.BYTES, f64.byteBuffer().capacity());
    assertEquals(ByteOrder.nativeOrder(), f64.byteBuffer().order());
    assertEquals(2.5, f64.byteBuffer().getDouble(8));
  }

  @Test
  void refuses_a_declaration_of_another_type() {
    ChannelSpec spec = ChannelSpec.derived("r/c/f64", ChannelType.F64, 3);
    String message =
        assertThrows(IllegalArgumentException.class, () -> new F32Channel(spec)).getMessage();
    assertTrue(message.contains("F64") && message.contains("F32"), message);
  }

  @Test
  void clearing_a_channel_leaves_its_neighbours() {
    attachAll();
    f64.set(2, 1);
    f32.set(0, 1);
    other.set(0, 1);
    f32.clear();
    assertEquals(0, f32.get(0));
    assertEquals(1, f64.get(2));
    assertEquals(1, other.get(0));
  }

  private int offset(Channel channel) {
    return record.layout().find(channel.name()).offset();
  }

  private static long bits64(F64Channel channel, int element) {
    return channel.byteBuffer().getLong(element * Long.BYTES);
  }
}
