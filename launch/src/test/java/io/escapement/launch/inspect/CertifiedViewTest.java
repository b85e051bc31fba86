package io.escapement.launch.inspect;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.escapement.controller.journal.JournalReader;
import io.escapement.controller.journal.RecordCursor;
import io.escapement.controller.journal.RunDirectory;
import io.escapement.controller.record.RecordLayout.Slot;
import io.escapement.launch.session.RunSession;
import io.escapement.launch.summary.CertifiedFigures;
import io.escapement.launch.summary.CertifiedText;
import io.escapement.launch.summary.RunSummary;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run with the certified filter, before it, at its end and afterwards. */
class CertifiedViewTest {

  private static final String CERTIFIED =
      """
      extends: run.yaml
      safety:
        certified:
          acceleration: 50
          disturbance: {hip: 5, knee: 6, ankle: 7}
          tanks: {leg: {budget_j: 3, cap_j: 4, refill_w: 0.5, joints: [hip, knee]}}
          assumptions: {hold: record, energy: record, barrier_domain: record}
          near_people: {careful: {frame: thigh, velocity_m_s: 0.75, power_w: 60}}
          barriers: {bent: {joint: {name: knee, lower: -1, upper: 0.25}, k1: 0.5}}
      """;

  @TempDir static Path folder;
  private static Path yaml;
  private static RunSummary summary;

  @BeforeAll
  static void runTheLeg() {
    yaml = new LegFolder(folder).write("certified.yaml", CERTIFIED);
    summary = RunSession.prepare(yaml, List.of()).run(false);
  }

  private static JsonNode json(Object view) {
    return new ObjectMapper().valueToTree(view);
  }

  @Test
  void runFileShowsTheChainAndItsBudgets() {
    Inspected view = new Inspector().inspect(yaml, Optional.empty());
    demand(json(view).at("/safety/certified"));
    assertAll(
        () -> assertTrue(view.text().contains("dynamic model: the base is fixed"), view.text()),
        () -> assertTrue(view.text().contains("leg: budget 3 J, cap 4 J, of which")),
        () -> assertTrue(view.text().contains("bent: joint knee in -1..0.25, margin 0, k1 0.5")),
        () -> assertTrue(view.text().contains("thigh below 0.75 m/s, drives below 60 W")),
        () -> assertTrue(view.text().contains("recorded: hold, energy, barrier_domain")),
        () -> assertTrue(view.text().contains("no proof")));
  }

  @Test
  void runDirectoryShowsTheSame() {
    Inspected view = new Inspector().inspect(Path.of(summary.runDir()), Optional.empty());
    demand(json(view).get("certified"));
    CertifiedText.lines(summary.certified())
        .forEach(line -> assertTrue(view.text().contains(line), view.text()));
  }

  private static void demand(JsonNode certified) {
    JsonNode tank = certified.at("/tanks/0");
    JsonNode knee = certified.at("/joints/1");
    assertAll(
        () -> assertEquals("dynamic", certified.get("model").asText()),
        () -> assertEquals(15, certified.get("hold_ms").asDouble(), 1e-9),
        () -> assertEquals(1, certified.get("delay_ticks").asInt()),
        () -> assertEquals("knee", knee.get("name").asText()),
        () -> assertEquals(2, knee.get("upper").asDouble()),
        () -> assertEquals(50, knee.get("acceleration").asDouble()),
        () -> assertEquals(6, knee.get("error").asDouble()),
        () -> assertTrue(certified.at("/joints/2/upper").isNull(), "the ankle turns freely"),
        () -> assertEquals("bent", certified.at("/barriers/0/name").asText()),
        () -> assertEquals(0.5, certified.at("/barriers/0/k1").asDouble()),
        () -> assertEquals("careful", certified.at("/near_people/0/name").asText()),
        () -> assertEquals("thigh", certified.at("/near_people/0/frames/0").asText()),
        () ->
            assertEquals(
                "thigh below 0.75 m/s, drives below 60 W",
                certified.at("/near_people/0/keeps").asText()),
        () -> assertTrue(certified.at("/near_people/0/k1").isNull()),
        () -> assertEquals(3, tank.get("budget_J").asDouble(), 1e-9),
        () -> assertEquals(4, tank.get("cap_J").asDouble(), 1e-9),
        () -> assertEquals(0.5, tank.get("refill_W").asDouble()),
        () -> assertEquals(2, tank.get("joints").size()),
        () -> assertTrue(tank.get("kappa_J").asDouble() > 0),
        () -> assertTrue(tank.get("floor_J").asDouble() >= tank.get("reserve_J").asDouble()),
        () -> assertEquals("hold", certified.at("/recorded/0").asText()),
        () -> assertEquals(4, certified.get("latched").size()),
        () -> assertEquals(slot("active").spec().count(), certified.get("rows").asInt()));
  }

  @Test
  void summaryTellsWhatTheRecordsSay() {
    CertifiedFigures figures = summary.certified();
    Counts counts = new Counts();
    assertAll(
        () -> assertEquals("dynamic", figures.model()),
        () -> assertTrue(counts.changed > 0, "the knee is driven towards its barrier"),
        () -> assertEquals(counts.changed, figures.ticksChanged()),
        () -> assertEquals(100.0 * counts.changed / 100, figures.changedPercent(), 1e-9),
        () -> assertEquals(counts.rows(), figures.rows()),
        () -> assertEquals(counts.braking, figures.brake().ticks()),
        () -> assertEquals(counts.brakeAtS, figures.brake().atS()),
        () -> assertEquals(3, figures.tanks().get(0).budgetJ(), 1e-9),
        () -> assertEquals(counts.levelJ, figures.tanks().get(0).levelJ()),
        () -> assertEquals(counts.injectedJ, figures.tanks().get(0).injectedJ()),
        () ->
            assertEquals(
                counts.broken, figures.assumptions().stream().mapToLong(a -> a.ticks()).sum()));
  }

  private static Slot slot(String channel) {
    return JournalReader.open(RunDirectory.open(Path.of(summary.runDir())))
        .survey()
        .headers()
        .get(0)
        .layout()
        .find("leg/certified/" + channel);
  }

  /** Counts ticks one by one, from the channels that are no counters. */
  private static final class Counts {

    private final List<String> names = slot("active").spec().labels();
    private final long[] active = new long[names.size()];
    private final Slot[] slots = {
      slot("active"), slot("changed"), slot("braking"), slot("broken"), slot("brake"),
    };
    private final Slot level = slot("tank_level");
    private final Slot injected = slot("tank_injected");
    private RecordCursor cursor;
    private long ticks = -1;
    private long changed;
    private long braking;
    private long broken;
    private Double brakeAtS;
    private double levelJ;
    private double injectedJ;

    Counts() {
      JournalReader reader = JournalReader.open(RunDirectory.open(Path.of(summary.runDir())));
      cursor = reader.records();
      while (cursor.next()) {
        ticks++;
        if (ticks == 0) {
          continue; // the record before the first tick
        }
        for (int row = 0; row < active.length; row++) {
          active[row] += i32(slots[0], row) == 0 ? 0 : 1;
        }
        changed += i32(slots[1], 0);
        braking += i32(slots[2], 0);
        broken += Integer.bitCount(i32(slots[3], 0));
        if (brakeAtS == null && i32(slots[4], 0) != 0) {
          brakeAtS = (ticks - 1) * 0.005;
        }
        levelJ = f64(level);
        injectedJ = f64(injected);
      }
    }

    private int i32(Slot slot, int element) {
      return cursor
          .buffer()
          .getInt(
              cursor.offset() + slot.offset() + element * Integer.BYTES, ByteOrder.nativeOrder());
    }

    private double f64(Slot slot) {
      return cursor.buffer().getDouble(cursor.offset() + slot.offset(), ByteOrder.nativeOrder());
    }

    List<CertifiedFigures.Row> rows() {
      List<CertifiedFigures.Row> rows = new ArrayList<>();
      for (int row = 0; row < active.length; row++) {
        if (active[row] > 0) {
          rows.add(new CertifiedFigures.Row(names.get(row), active[row], 1.0 * active[row]));
        }
      }
      rows.sort((a, b) -> Long.compare(b.ticks(), a.ticks()));
      return rows;
    }
  }
}
