package io.escapement.controller.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.record.RecordLayout.Region;
import io.escapement.controller.record.RecordLayout.Slot;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordLayoutTest {

  private static final ChannelSpec INPUT = ChannelSpec.input("r/joints/q", ChannelType.F64, 12);
  private static final ChannelSpec DECISION = ChannelSpec.decision("r/qp/it", ChannelType.I32, 1);
  private static final ChannelSpec BOUNDARY = ChannelSpec.boundary("r/p/out", ChannelType.F32, 12);
  private static final ChannelSpec DERIVED = ChannelSpec.derived("r/p/obs", ChannelType.F32, 48);
  private static final ChannelSpec MEMORY = ChannelSpec.memory("r/p/hold", ChannelType.F32, 12);
  private static final ChannelSpec TIMING = ChannelSpec.timing("loop/t/late", ChannelType.I64, 1);

  @Test
  void regions_lie_in_the_order_of_their_treatment_on_replay() {
    RecordLayout layout =
        new RecordLayout(List.of(TIMING, MEMORY, DERIVED, BOUNDARY, DECISION, INPUT));
    assertEquals(
        List.of(INPUT, DECISION, BOUNDARY, DERIVED, MEMORY, TIMING),
        layout.slots().stream().map(Slot::spec).toList());
  }

  @Test
  void within_a_region_channels_keep_the_order_in_which_they_are_given() {
    ChannelSpec first = ChannelSpec.input("z/z", ChannelType.U8, 3);
    ChannelSpec second = ChannelSpec.input("a/a", ChannelType.F64, 1);
    RecordLayout layout = new RecordLayout(List.of(first, DERIVED, second));
    assertEquals(0, layout.find("z/z").offset());
    assertEquals(8, layout.find("a/a").offset());
  }

  @Test
  void a_lean_journal_keeps_inputs_decisions_and_boundaries() {
    RecordLayout layout =
        new RecordLayout(List.of(INPUT, DECISION, BOUNDARY, DERIVED, MEMORY, TIMING));
    assertTrue(layout.find("r/p/out").end() <= layout.leanLength());
    assertEquals(layout.find("r/p/obs").offset(), layout.leanLength());
  }

  @Test
  void equal_channels_in_equal_order_give_equal_layouts_and_hashes() {
    RecordLayout one = new RecordLayout(List.of(INPUT, DERIVED, MEMORY));
    RecordLayout other = new RecordLayout(List.of(INPUT, DERIVED, MEMORY));
    assertEquals(one, other);
    assertEquals(one.hashCode(), other.hashCode());
    assertEquals(one.hash(), other.hash());
  }

  @Test
  void every_part_of_a_declaration_counts_in_the_hash() {
    ChannelSpec base = ChannelSpec.derived("r/g/c", ChannelType.F64, 2);
    List<ChannelSpec> others =
        List.of(
            ChannelSpec.derived("r/g/d", ChannelType.F64, 2),
            ChannelSpec.derived("r/g/c", ChannelType.I64, 2),
            ChannelSpec.derived("r/g/c", ChannelType.F64, 3),
            ChannelSpec.memory("r/g/c", ChannelType.F64, 2),
            ChannelSpec.boundary("r/g/c", ChannelType.F64, 2),
            base.withUnit("rad"),
            base.withLabels(List.of("x", "y")),
            base.withLabels(List.of("y", "x")));
    List<String> hashes =
        others.stream().map(spec -> new RecordLayout(List.of(spec)).hash()).toList();
    assertEquals(others.size(), hashes.stream().distinct().count());
    assertTrue(hashes.stream().noneMatch(new RecordLayout(List.of(base)).hash()::equals));
  }

  @Test
  void labels_that_read_alike_when_joined_have_different_hashes() {
    ChannelSpec base = ChannelSpec.derived("r/g/c", ChannelType.F64, 2);
    assertNotEquals(
        new RecordLayout(List.of(base.withLabels(List.of("a, b", "c")))).hash(),
        new RecordLayout(List.of(base.withLabels(List.of("a", "b, c")))).hash());
  }

  /** Journals of every version carry the hash, so it must not drift. */
  @Test
  void the_hash_of_a_layout_stays_the_same_from_version_to_version() {
    RecordLayout layout =
        new RecordLayout(List.of(INPUT.withUnit("rad"), DECISION, BOUNDARY, MEMORY));
    assertEquals("13b7777ab1b1fd4bcb4430799fae5638a6329e4d6784aee5ac80ed2141202954", layout.hash());
  }

  @Test
  void refuses_two_channels_of_one_name_even_in_different_regions() {
    ChannelSpec twin = ChannelSpec.memory(INPUT.name(), ChannelType.U8, 1);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> new RecordLayout(List.of(INPUT, twin)));
    assertTrue(e.getMessage().contains(INPUT.name()), e.getMessage());
  }

  @Test
  void refuses_a_record_whose_size_would_overflow() {
    List<ChannelSpec> huge =
        List.of("a/a", "a/b", "a/c", "a/d", "a/e", "a/f", "a/g", "a/h", "a/i").stream()
            .map(name -> ChannelSpec.derived(name, ChannelType.U8, 1 << 28))
            .toList();
    assertThrows(IllegalArgumentException.class, () -> new RecordLayout(huge));
  }

  @Test
  void a_layout_without_channels_is_empty() {
    RecordLayout layout = new RecordLayout(List.of());
    assertEquals(0, layout.length());
    assertEquals(0, layout.leanLength());
    assertNull(layout.find("r/joints/q"));
  }

  @Test
  void a_region_without_channels_is_empty_and_in_its_place() {
    RecordLayout layout = new RecordLayout(List.of(INPUT, MEMORY));
    assertEquals(layout.end(Region.INPUT), layout.start(Region.DERIVED));
    assertEquals(layout.start(Region.DERIVED), layout.end(Region.DERIVED));
  }
}
