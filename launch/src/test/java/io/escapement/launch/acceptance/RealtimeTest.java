package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.escapement.controller.journal.JournalHeader;
import io.escapement.controller.journal.RecordTap;
import io.escapement.controller.realtime.Measure;
import io.escapement.controller.realtime.Measure.Status;
import io.escapement.launch.session.RunSession;
import io.escapement.launch.summary.RunSummary;
import io.escapement.testing.KernelThread;
import io.escapement.testing.Privileges;
import io.escapement.testing.RequiresMujoco;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a run asks of the kernel, as the kernel itself tells it. */
@RequiresMujoco
@Timeout(600)
class RealtimeTest {

  private static final int PRIORITY = 42;
  private static final String LOOP = "loop: {rate_hz: 500, pacer: realtime}";

  @TempDir Path folder;

  private DemoCopy demo;

  @BeforeEach
  void copyTheDemo() {
    demo = new DemoCopy(folder);
  }

  /**
   * Looks at every thread of the process on the journal's thread, and then lets the run end, which
   * would not end by itself before.
   */
  private static final class ThreadsSeen implements RecordTap {

    private static final long LOOKED_AT = 50;

    private List<KernelThread> threads = List.of();
    private String processors = "";
    private long locked;
    private RunSession session;

    @Override
    public void revision(JournalHeader header) {}

    @Override
    public void record(long tick, DirectBuffer buffer, int offset) {
      if (tick != LOOKED_AT) {
        return;
      }
      threads = KernelThread.all();
      locked = Long.parseLong(KernelThread.current().status("VmLck").split(" ")[0]);
      loop().forEach(thread -> processors = thread.status("Cpus_allowed_list"));
      session.stop();
      session.stop();
    }

    List<KernelThread> loop() {
      return threads.stream().filter(thread -> thread.name().equals("control-loop")).toList();
    }

    List<KernelThread> realtime() {
      return threads.stream().filter(thread -> thread.policy() == KernelThread.FIFO).toList();
    }
  }

  private RunSummary run(ThreadsSeen seen, String... settings) {
    List<String> overrides =
        new ArrayList<>(List.of("runs_dir=" + demo.runs(), "duration=1h", "journal.reserve_mb=0"));
    overrides.addAll(List.of(settings));
    RunSession session = RunSession.prepare(demo.file("run.yaml"), overrides);
    seen.session = session;
    session.observe(seen);
    return session.run(false);
  }

  private static Map<String, Measure> byName(RunSummary run) {
    return run.realtime().measures().stream()
        .collect(Collectors.toMap(Measure::name, measure -> measure));
  }

  @Test
  void theLoopsThreadAloneIsRealtimeAndPinned() {
    assumeTrue(Privileges.realtime(PRIORITY), "this process may have no real-time priority");
    ThreadsSeen seen = new ThreadsSeen();
    RunSummary run = run(seen, "loop.thread_priority=" + PRIORITY, "loop.cpu_affinity=0");

    assertEquals(1, seen.loop().size(), () -> seen.threads.toString());
    assertEquals(seen.loop(), seen.realtime());
    assertEquals(PRIORITY, seen.loop().get(0).priority());
    assertEquals("0", seen.processors);
    assertEquals("SCHED_FIFO 42", byName(run).get("thread_priority").got());
    assertEquals("0", byName(run).get("cpu_affinity").got());
    assertEquals(Status.OK, byName(run).get("timer_slack_ns").status());
  }

  @Test
  void memoryIsLockedWhileTheRunGoesOnAndNoLonger() {
    assumeTrue(Privileges.lockedMemory(), "this process may not lock its memory");
    ThreadsSeen seen = new ThreadsSeen();
    RunSummary run = run(seen);

    assertTrue(seen.locked > 0);
    assertEquals(Status.OK, byName(run).get("lock_memory").status());
    assertEquals("0 kB", KernelThread.current().status("VmLck"));
  }

  @Test
  void inSimulatedTimeNothingIsAskedFor() {
    ThreadsSeen seen = new ThreadsSeen();
    RunSummary run =
        run(
            seen,
            "loop.pacer=lockstep",
            "loop.thread_priority=" + PRIORITY,
            "loop.cpu_affinity=1000");

    assertEquals(1, seen.loop().size());
    assertEquals(List.of(), seen.realtime());
    assertEquals(0, seen.locked);
    assertEquals(List.of(), run.realtime().measures());
  }

  @Test
  void processorThatIsNotThereIsRefusedByPlace() {
    demo.replace(
        "run.yaml", LOOP, "loop: {rate_hz: 500, pacer: realtime, cpu_affinity: [0, 1000]}");
    demo.check()
        .exits(2)
        .says("run.yaml:6:57", "loop.cpu_affinity[1]", "processors among 0", "found 1000", "Remedy")
        .hasNoStackTrace();
  }

  @Test
  void checkSaysWhatTheRunWouldGet() {
    String said = demo.check().exits(0).out();
    String priority = Privileges.realtime(50) ? "SCHED_FIFO 50" : "thread priority refused: EPERM";
    // A machine with one processor, or one on which other loops run, has none to give away.
    String report = "realtime " + priority + ", cpu affinity (\\d+|any), timer slack 1 ns";
    assertTrue(Pattern.compile(report).matcher(said).find(), said);
  }

  @Test
  void refusalIsReportedWithItsRemedyAndTheRunGoesOn() throws InterruptedException {
    assumeTrue(Privileges.canBeGivenUp(), "root without setpriv keeps its privileges");
    CommandLineResult run = unprivileged("run", "--json", "--quiet", "--duration", "0.2s").exits(0);

    run.says("note: thread_priority: asked for SCHED_FIFO 50, got refused: EPERM", "limits.conf");
    JsonNode measure = run.json().get("realtime").get(0);
    assertEquals("thread_priority", measure.get("name").asText());
    assertEquals("SCHED_FIFO 50", measure.get("asked").asText());
    assertEquals("refused: EPERM", measure.get("got").asText());
    assertEquals("refused", measure.get("status").asText());
    assertTrue(measure.get("remedy").asText().contains("--cap-add=sys_nice"));
  }

  @Test
  void refusalOfWhatIsRequiredIsKnownBeforeADeviceIsTouched() throws InterruptedException {
    assumeTrue(Privileges.canBeGivenUp(), "root without setpriv keeps its privileges");
    demo.replace("run.yaml", LOOP, "loop: {rate_hz: 500, pacer: realtime, require: all}");
    for (String command : List.of("check", "run")) {
      unprivileged(command)
          .exits(1)
          .says(
              "run.yaml:6:48: loop.require: thread_priority is required",
              "expected SCHED_FIFO 50, found refused: EPERM",
              "lock_memory is required",
              "Remedy: add '@realtime - rtprio 98' to /etc/security/limits.conf")
          .hasNoStackTrace();
    }
    assertFalse(Files.exists(demo.runs()));
  }

  @Test
  void findingAboutTheMachineCanBeRequired() throws InterruptedException {
    // A child has the collector that the test gives it.
    demo.replace("run.yaml", LOOP, "loop: {rate_hz: 500, pacer: realtime, require: [collector]}");
    CommandLineResult check =
        ChildProgram.start(folder, "check", demo.file("run.yaml").toString()).result().exits(1);
    check.says("run.yaml:6:48", "collector is required", "start java with -XX:+UseZGC");
  }

  private CommandLineResult unprivileged(String command, String... more)
      throws InterruptedException {
    List<String> words = new ArrayList<>(List.of(command, demo.file("run.yaml").toString()));
    words.addAll(List.of(more));
    return ChildProgram.unprivileged(
            folder, Project.words(demo.runs(), words, "--set", "journal.reserve_mb=0"))
        .result();
  }
}
