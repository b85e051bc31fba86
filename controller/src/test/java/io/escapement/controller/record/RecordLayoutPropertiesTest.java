package io.escapement.controller.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.record.RecordLayout.Region;
import io.escapement.controller.record.RecordLayout.Slot;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every layout. */
class RecordLayoutPropertiesTest {

  private record Shape(ChannelType type, int count, Role role, boolean boundary) {}

  @Provide
  Arbitrary<List<ChannelSpec>> channels() {
    Arbitrary<Shape> shape =
        Combinators.combine(
                Arbitraries.of(ChannelType.class),
                Arbitraries.integers().between(1, 100),
                Arbitraries.of(Role.class),
                Arbitraries.of(true, false))
            .as(Shape::new);
    return shape.list().ofMaxSize(40).map(RecordLayoutPropertiesTest::named);
  }

  private static List<ChannelSpec> named(List<Shape> shapes) {
    List<ChannelSpec> specs = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      Shape s = shapes.get(i);
      boolean boundary = s.boundary() && s.role() == Role.DERIVED;
      specs.add(
          new ChannelSpec("r/g/c" + i, s.type(), s.count(), s.role(), boundary, "", List.of()));
    }
    return specs;
  }

  @Property
  void every_channel_has_a_place_and_no_two_overlap(
      @ForAll("channels") List<ChannelSpec> channels) {
    RecordLayout layout = new RecordLayout(channels);
    assertEquals(channels.size(), layout.slots().size());
    int end = 0;
    for (Slot slot : layout.slots()) {
      assertTrue(slot.offset() >= end, slot.toString());
      end = slot.end();
      assertSame(slot, layout.find(slot.spec().name()));
    }
    assertTrue(end <= layout.length());
  }

  @Property
  void regions_follow_one_another_without_gaps_and_hold_their_channels_only(
      @ForAll("channels") List<ChannelSpec> channels) {
    RecordLayout layout = new RecordLayout(channels);
    int end = 0;
    for (Region region : Region.values()) {
      assertEquals(end, layout.start(region));
      end = layout.end(region);
      assertEquals(0, end % RecordLayout.ALIGNMENT);
    }
    assertEquals(end, layout.length());
    for (Slot slot : layout.slots()) {
      Region region = Region.of(slot.spec());
      assertTrue(slot.offset() >= layout.start(region), slot.toString());
      assertTrue(slot.end() <= layout.end(region), slot.toString());
    }
  }

  @Property
  void elements_are_aligned_and_large_channels_start_a_cache_line(
      @ForAll("channels") List<ChannelSpec> channels) {
    for (Slot slot : new RecordLayout(channels).slots()) {
      assertEquals(0, slot.offset() % Long.BYTES, slot.toString());
      if (slot.spec().bytes() >= RecordLayout.ALIGNMENT) {
        assertEquals(0, slot.offset() % RecordLayout.ALIGNMENT, slot.toString());
      }
    }
  }

  @Property
  void a_layout_of_the_slots_of_a_layout_is_the_same(
      @ForAll("channels") List<ChannelSpec> channels) {
    RecordLayout layout = new RecordLayout(channels);
    RecordLayout again = new RecordLayout(layout.slots().stream().map(Slot::spec).toList());
    assertEquals(layout, again);
    assertEquals(layout.hash(), again.hash());
  }
}
