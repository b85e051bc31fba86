package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
class BenchJournalTest {

  @TempDir Path folder;

  private static List<Path> entries(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.toList();
    }
  }

  @Test
  void it_tells_what_both_sides_cost_and_hold_and_leaves_nothing_behind() throws IOException {
    CommandLineResult result =
        CommandLineResult.of(
                "bench",
                "journal",
                "--rate=200",
                "--duration=1500ms",
                "--record-bytes=1024",
                "--ring-mb=1",
                "--runs-dir=" + folder,
                "--json")
            .exits(0);

    JsonNode report = result.json();
    assertEquals(200, report.get("rate_hz").intValue());
    assertEquals(1024, report.get("record_bytes").intValue(), 64);
    for (String times : List.of("hand_off_us", "append_us")) {
      for (String part : List.of("back_to_back", "paced")) {
        JsonNode tail = report.get(times).get(part);
        assertTrue(tail.get("p50").doubleValue() > 0, report::toString);
        assertTrue(
            tail.get("p9999").doubleValue() >= tail.get("p99").doubleValue(), report::toString);
      }
    }
    assertEquals(0, report.get("paced").get("lost").intValue());
    assertTrue(report.get("sustained").get("records_per_s").doubleValue() > 0);
    assertEquals(0, report.get("sustained").get("lost").intValue());
    assertTrue(report.get("ring").get("records").intValue() >= 900, report::toString);
    assertTrue(report.get("disk").hasNonNull("file_system"));
    assertTrue(report.get("machine").hasNonNull("cpu"));
    result.says("back to back", "paced at 200 Hz", "as much as the writer takes");
    assertEquals(List.of(), entries(folder));
  }

  @ParameterizedTest
  @CsvSource({
    "--rate=0, from 1 to 100000",
    "--rate=fast, --rate",
    "--duration=soon, a duration",
    "--duration=0s, above zero",
    "--record-bytes=8, own channels",
    "--ring-mb=0, above 0",
    "--verify, --verify"
  })
  void what_cannot_be_measured_is_refused_before_anything_is_made(String option, String said)
      throws IOException {
    CommandLineResult.of("bench", "journal", "--runs-dir=" + folder, option)
        .exits(2)
        .says(said)
        .hasNoStackTrace();

    assertEquals(List.of(), entries(folder));
  }

  @Test
  void a_file_is_no_folder_for_runs() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    CommandLineResult.of("bench", "journal", "--runs-dir=" + file).exits(1).says("not a folder");
  }
}
