package io.escapement.controller.realtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class RealtimeReportTest {

  private static final Measure PRIORITY =
      Measure.ok(RealtimeSettings.THREAD_PRIORITY, "SCHED_FIFO 50", "SCHED_FIFO 50");
  private static final Measure LATENCY =
      Measure.ok(RealtimeSettings.IDLE_LATENCY, "at most 5 us", "at most 5 us");
  private static final Measure LOCK =
      Measure.refused(
          RealtimeSettings.LOCK_MEMORY, "what is mapped", "refused: ENOMEM", "ask root");
  private static final Measure GOVERNOR =
      Measure.limited(ProcessorFindings.GOVERNOR, "performance", "powersave on 0-3", "set it");

  @Test
  void lineSaysWhatWasGotAndCountsWhatTheMachineLacks() {
    assertEquals(
        "SCHED_FIFO 50, idle latency at most 5 us, lock memory refused: ENOMEM;"
            + " 1 limit of this machine: doctor",
        new RealtimeReport(List.of(PRIORITY, LATENCY, LOCK, GOVERNOR)).line());
    assertEquals("nothing asked for", new RealtimeReport(List.of()).line());
  }

  @Test
  void notesAreAboutWhatWasAskedForAndHaveTheRemedy() {
    assertEquals(
        List.of("lock_memory: asked for what is mapped, got refused: ENOMEM. Remedy: ask root"),
        new RealtimeReport(List.of(PRIORITY, LATENCY, LOCK, GOVERNOR)).notes());
  }

  @Test
  void jsonIsAListWithAllKeys() {
    JsonNode json = new ObjectMapper().valueToTree(new RealtimeReport(List.of(LOCK, PRIORITY)));
    assertEquals(
        "{\"name\":\"lock_memory\",\"asked\":\"what is mapped\",\"got\":\"refused: ENOMEM\","
            + "\"status\":\"refused\",\"remedy\":\"ask root\"}",
        json.get(0).toString());
    assertEquals("ok", json.get(1).get("status").asText());
    assertEquals(true, json.get(1).get("remedy").isNull());
  }
}
