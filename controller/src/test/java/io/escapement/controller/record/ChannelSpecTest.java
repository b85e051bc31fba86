package io.escapement.controller.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelSpecTest {

  private static String refusal(Runnable declaration) {
    return assertThrows(IllegalArgumentException.class, declaration::run).getMessage();
  }

  @ParameterizedTest
  @ValueSource(strings = {"go1/joints/position", "loop/clock", "a/b/c/d", "go1/LF_hip-1:x.y/q"})
  void accepts_names_of_robot_group_and_channel(String name) {
    assertEquals(name, ChannelSpec.input(name, ChannelType.F64, 1).name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "position", "/a/b", "a/b/", "a//b", "a b/c", "a/b\n", "ä/b"})
  void refuses_other_names_and_says_which(String name) {
    String message = refusal(() -> ChannelSpec.input(name, ChannelType.F64, 1));
    assertTrue(message.contains("'" + name + "'"), message);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void refuses_a_channel_without_elements(int count) {
    assertTrue(refusal(() -> ChannelSpec.input("a/b", ChannelType.U8, count)).contains("a/b"));
  }

  @Test
  void refuses_a_size_that_would_overflow() {
    // 2^29 doubles are 2^32 bytes: as an int, none.
    String message = refusal(() -> ChannelSpec.derived("a/b/image", ChannelType.F64, 1 << 29));
    assertTrue(message.contains("a/b/image"), message);
    assertEquals(1 << 28, ChannelSpec.derived("a/b/image", ChannelType.F64, 1 << 25).bytes());
  }

  @Test
  void refuses_labels_for_another_number_of_elements() {
    ChannelSpec spec = ChannelSpec.input("a/b", ChannelType.F64, 2);
    String message = refusal(() -> spec.withLabels(List.of("x", "y", "z")));
    assertTrue(message.contains("3 labels for 2 elements"), message);
  }

  @Test
  void only_a_derived_channel_is_a_boundary() {
    for (Role role : Role.values()) {
      if (role != Role.DERIVED) {
        refusal(() -> new ChannelSpec("a/b", ChannelType.F32, 1, role, true, "", List.of()));
      }
    }
    assertTrue(ChannelSpec.boundary("a/b", ChannelType.F32, 1).boundary());
  }

  @Test
  void an_element_is_called_by_its_label_or_its_index() {
    ChannelSpec spec = ChannelSpec.input("a/b", ChannelType.F64, 2);
    assertEquals("1", spec.label(1));
    assertEquals("knee", spec.withLabels(List.of("hip", "knee")).label(1));
  }

  @Test
  void does_not_change_with_the_list_of_labels_that_it_was_given() {
    List<String> labels = new ArrayList<>(List.of("hip", "knee"));
    ChannelSpec spec = ChannelSpec.input("a/b", ChannelType.F64, 2).withLabels(labels);
    labels.set(0, "other");
    assertEquals("hip", spec.label(0));
  }
}
