package io.escapement.launch.inspect;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.record.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Size of a tick record.
 *
 * @param bytes whole record, alignment included
 * @param leanBytes the part that a lean journal keeps of every tick
 * @param channels number of channels
 * @param byRole channels and their bytes, without alignment
 */
public record LayoutView(
    int bytes,
    @JsonProperty("lean_bytes") int leanBytes,
    int channels,
    @JsonProperty("by_role") Map<String, RoleSize> byRole) {

  /**
   * What a role has of a record.
   *
   * @param channels number of channels
   * @param bytes their size
   */
  public record RoleSize(int channels, int bytes) {

    private RoleSize plus(int more) {
      return new RoleSize(channels + 1, bytes + more);
    }
  }

  static LayoutView of(RecordLayout layout) {
    Map<String, RoleSize> byRole = new LinkedHashMap<>();
    for (Role role : Role.values()) {
      byRole.put(role.name().toLowerCase(Locale.ROOT), new RoleSize(0, 0));
    }
    for (RecordLayout.Slot slot : layout.slots()) {
      byRole.computeIfPresent(
          slot.spec().role().name().toLowerCase(Locale.ROOT),
          (role, size) -> size.plus(slot.spec().bytes()));
    }
    return new LayoutView(layout.length(), layout.leanLength(), layout.slots().size(), byRole);
  }

  String text() {
    List<String> parts = new ArrayList<>();
    byRole.forEach(
        (role, size) -> {
          if (size.channels() > 0) {
            parts.add(role + " " + size.bytes());
          }
        });
    return bytes + " bytes in " + channels + " channels: " + String.join(", ", parts);
  }
}
