package io.escapement.launch.configuration;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.Problem;
import io.escapement.controller.journal.JournalSettings;
import io.escapement.controller.journal.QueueRoll;
import io.escapement.controller.journal.RecordMode;
import io.escapement.controller.loop.PeriodJitter;
import io.escapement.controller.realtime.MachineFindings;
import io.escapement.controller.realtime.RealtimeSettings;
import io.escapement.launch.operator.VelocityCommand;
import io.escapement.policy.inference.CudaSettings;
import io.escapement.policy.inference.choice.EngineConfiguration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunYamlTest {

  /** Every key that a run can have; a test below sees to it that none is forgotten. */
  private static final String EVERY_KEY =
      """
      name: leg-walk
      robot: robot.yaml
      policy: policy.yaml
      refine:
        - {type: residual, policy: policy.yaml, authority: 0.1}
      policy_faults:
        - {fault: random, amplitude: 3, from: 2s, for: 100ms, seed: 5}
      engine: {use: auto, cuda: {memory: device}}
      loop:
        rate_hz: 500
        pacer: lockstep
        thread_priority: 80
        cpu_affinity: [3, 2]
        lock_memory: false
        timer_slack_ns: 50
        idle_latency_us: 0
        prime_caches: false
        jitter: {min: 0.5, max: 5, seed: 7, from: 3s, for: 1s}
        require: [cpu_affinity, frequency_governor]
      plugins: [lib/meter.jar]
      drivers:
        - {type: mujoco, keyframe: home}
      stages:
        - {type: power-meter}
      command: {vx: 1.0, vy: -0.5, wz: 0.25}
      timeline:
        - {at: 3s, push: {body: trunk, force_n: [0, 60, 0], duration: 200ms}}
        - {at: 2s, command: {vx: 0.5}}
        - {at: 4, mode: stand, reset: true}
        - {at: 5s, estop: true}
      scores:
        - {type: chunk_entropy, name: doubt, action: ["policy/action[0:12]"], samples: 20, cell: 0.1, window: 100ms}
      safety: {max_tilt_deg: 60}
      journal:
        record: inputs
        keyframe_ticks: 250
        ring_mb: 8
        reserve_mb: 32.5
        sync_ms: 0
        roll: daily
      runs_dir: kept
      duration: 2min
      simulated: true
      fell_tilt_deg: 40
      """;

  @TempDir Path folder;
  private RunYaml yaml;

  @BeforeEach
  void writeRobotAndPolicy() {
    yaml = new RunYaml(folder);
  }

  @Test
  void everyKeyIsReadInItsUnit() {
    RunConfiguration run = yaml.read(EVERY_KEY);
    assertAll(
        () -> assertEquals("leg-walk", run.name()),
        () -> assertEquals(2_000_000, run.loop().periodNs()),
        () -> assertEquals("auto", run.engine().settings().use()),
        () -> assertEquals(CudaSettings.Memory.DEVICE, run.engine().settings().cuda().memory()),
        () -> assertEquals(PacerKind.LOCKSTEP, run.loop().pacer()),
        () ->
            assertEquals(
                Optional.of(new PeriodJitter(7, 0.5, 5, 3_000_000_000L, 4_000_000_000L)),
                run.loop().jitter()),
        () -> assertEquals(List.of(folder.resolve("lib/meter.jar")), run.plugins()),
        () -> assertEquals("home", run.drivers().get(0).get("keyframe").string()),
        () -> assertEquals("power-meter", run.stages().get(0).get("type").string()),
        () -> assertEquals("doubt", run.root().get("scores").items().get(0).get("name").string()),
        () -> assertEquals(new VelocityCommand(1.0, -0.5, 0.25), run.command()),
        () -> assertEquals(60, run.safety().get("max_tilt_deg").number()),
        () ->
            assertEquals(
                new JournalSettings(
                    RecordMode.INPUTS,
                    250,
                    8L << 20,
                    (long) (32.5 * (1 << 20)),
                    0,
                    QueueRoll.DAILY),
                run.journal()),
        () -> assertEquals(folder.resolve("kept"), run.runsDir()),
        () -> assertEquals(OptionalLong.of(120_000_000_000L), run.durationNs()),
        () -> assertTrue(run.simulated().orElseThrow().bool()),
        () -> assertEquals(40, run.fellTiltDeg()));
  }

  @Test
  void whatIsLeftOutHasTheDocumentedDefault() {
    RunConfiguration run = yaml.read(RunYaml.LEAST);
    assertAll(
        () -> assertNull(run.name()),
        () -> assertEquals(EngineConfiguration.DEFAULT, run.engine()),
        () -> assertEquals(PacerKind.REALTIME, run.loop().pacer()),
        () ->
            assertEquals(
                new RealtimeSettings(50, RealtimeSettings.OWN, true, 1, -1, Set.of()),
                run.loop().realtime()),
        () -> assertEquals(new VelocityCommand(0, 0, 0), run.command()),
        () -> assertEquals(List.of(), run.plugins()),
        () -> assertEquals(List.of(), run.stages()),
        () -> assertEquals(List.of(), run.timeline()),
        () -> assertNull(run.safety()),
        () ->
            assertEquals(
                new JournalSettings(
                    RecordMode.FULL, 1000, 64L << 20, 256L << 20, 100, QueueRoll.HOURLY),
                run.journal()),
        () -> assertEquals(Path.of("runs").toAbsolutePath(), run.runsDir()),
        () -> assertEquals(OptionalLong.empty(), run.durationNs()),
        () -> assertTrue(run.simulated().isEmpty()),
        () -> assertEquals(50, run.fellTiltDeg()));
  }

  @Test
  void whatTheLoopAsksOfTheKernelIsReadInItsUnit() {
    assertEquals(
        new RealtimeSettings(
            80, List.of(2, 3), false, 50, 0, Set.of("cpu_affinity", "frequency_governor")),
        yaml.read(EVERY_KEY, "loop.pacer=realtime").loop().realtime());
    assertEquals(
        new RealtimeSettings(50, List.of(1), true, 1, -1, Set.of("all")),
        yaml.read(with("loop: {rate_hz: 500, cpu_affinity: 1, require: all}")).loop().realtime());
  }

  @Test
  void inSimulatedTimeNothingIsAskedOfTheKernel() {
    assertEquals(RealtimeSettings.NONE, yaml.read(EVERY_KEY).loop().realtime());
  }

  @Test
  void whatIsRequiredMustBeAskedFor() {
    Problem problem =
        yaml.problem(with("loop: {rate_hz: 500, cpu_affinity: any, require: [cpu_affinity]}"));
    assertEquals("loop.require[0]", problem.key(), problem.text());
    assertEquals(51, problem.column(), problem.text());
    assertTrue(problem.remedy().contains("set loop.cpu_affinity"), problem.text());
  }

  @Test
  void namesThatCanBeRequiredAreThoseOfTheReport() {
    for (String name : MachineFindings.NAMES) {
      assertEquals(
          Set.of(name),
          yaml.read(with("loop: {rate_hz: 500, require: [" + name + "]}"))
              .loop()
              .realtime()
              .require());
    }
  }

  @Test
  void timelineIsOrderedByTimeAndKeepsWhatACommandDoesNotName() {
    List<TimelineEntry> timeline = yaml.read(EVERY_KEY).timeline();
    assertAll(
        () ->
            assertEquals(
                List.of(2_000_000_000L, 3_000_000_000L, 4_000_000_000L, 5_000_000_000L),
                timeline.stream().map(TimelineEntry::atNs).toList()),
        () -> assertEquals(new VelocityCommand(0.5, -0.5, 0.25), timeline.get(0).command()),
        () -> assertEquals("trunk", timeline.get(1).push().body().string()),
        () -> assertArrayEquals(new double[] {0, 60, 0}, timeline.get(1).push().forceN()),
        () -> assertEquals(200_000_000L, timeline.get(1).push().durationNs()),
        () -> assertEquals("stand", timeline.get(2).mode().string()),
        () -> assertTrue(timeline.get(2).reset()),
        () -> assertTrue(timeline.get(3).estop()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"robot", "policy", "loop", "drivers"})
  void runWithoutAKeyThatItNeedsIsRefusedByName(String key) {
    String without = RunYaml.LEAST.replaceFirst("(?m)^" + key + ":.*\n", "");
    Problem problem = yaml.problem(without);
    assertEquals(key, problem.key());
    assertTrue(problem.summary().contains("missing"), problem.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "comand: {vx: 1}                         | 5 |  1 | comand",
        "loop: {rate_hz: 500, pacer_kind: device}| 3 | 22 | loop.pacer_kind",
        "command: {vx: 1, vz: 1}                 | 5 | 18 | command.vz",
        "engine: {uses: vector}                  | 5 | 10 | engine.uses",
        "journal: {record: full, keyframes: 10}  | 5 | 25 | journal.keyframes",
        "timeline: [{at: 1s, jump: 3}]           | 5 | 21 | timeline[0].jump"
      })
  void unknownKeyIsRefusedWhereItStands(String line, int atLine, int atColumn, String key) {
    Problem problem = yaml.problem(with(line));
    assertEquals(key, problem.key());
    assertTrue(problem.summary().contains("unknown key"), problem.text());
    assertEquals(atLine, problem.line(), problem.text());
    assertEquals(atColumn, problem.column(), problem.text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "loop: {rate_hz: fast}                       | 3 | 17 | loop.rate_hz",
        "loop: {rate_hz: 500 Hz}                     | 3 | 17 | loop.rate_hz",
        "loop: {rate_hz: 0}                          | 3 | 17 | loop.rate_hz",
        "loop: {rate_hz: 500, pacer: real_time}      | 3 | 29 | loop.pacer",
        "loop: {rate_hz: 500, thread_priority: 120}  | 3 | 39 | loop.thread_priority",
        "loop: {rate_hz: 500, thread_priority: -1}   | 3 | 39 | loop.thread_priority",
        "loop: {rate_hz: 500, thread_priority: high} | 3 | 39 | loop.thread_priority",
        "loop: {rate_hz: 500, cpu_affinity: -1}      | 3 | 36 | loop.cpu_affinity",
        "loop: {rate_hz: 500, cpu_affinity: ours}    | 3 | 36 | loop.cpu_affinity",
        "loop: {rate_hz: 500, cpu_affinity: []}      | 3 | 36 | loop.cpu_affinity",
        "loop: {rate_hz: 500, cpu_affinity: [0, 1.5]}| 3 | 40 | loop.cpu_affinity[1]",
        "loop: {rate_hz: 500, lock_memory: 1}        | 3 | 35 | loop.lock_memory",
        "loop: {rate_hz: 500, timer_slack_ns: -50}   | 3 | 38 | loop.timer_slack_ns",
        "loop: {rate_hz: 500, timer_slack_ns: 50us}  | 3 | 38 | loop.timer_slack_ns",
        "loop: {rate_hz: 500, idle_latency_us: -1}  | 3 | 39 | loop.idle_latency_us",
        "loop: {rate_hz: 500, prime_caches: 1}       | 3 | 36 | loop.prime_caches",
        "loop: {rate_hz: 500, require: everything}   | 3 | 31 | loop.require",
        "loop: {rate_hz: 500, require: [priority]}   | 3 | 32 | loop.require[0]",
        "drivers: []                                 | 4 | 10 | drivers",
        "drivers: [{keyframe: home}]                 | 4 | 11 | drivers[0].type",
        "name: a b                                   | 5 |  7 | name",
        "command: {vx: 1 m/s}                        | 5 | 15 | command.vx",
        "duration: 10 seconds                        | 5 | 11 | duration",
        "duration: -1s                               | 5 | 11 | duration",
        "duration: 0                                 | 5 | 11 | duration",
        "simulated: perhaps                          | 5 | 12 | simulated",
        "engine: [vector]                            | 5 |  9 | engine",
        "engine: {cuda: {device_id: first}}          | 5 | 28 | engine.cuda.device_id",
        "journal: {record: half}                     | 5 | 19 | journal.record",
        "journal: {keyframe_ticks: 0}                | 5 | 27 | journal.keyframe_ticks",
        "journal: {keyframe_ticks: 1.5}              | 5 | 27 | journal.keyframe_ticks",
        "journal: {ring_mb: 64 MB}                   | 5 | 20 | journal.ring_mb",
        "journal: {sync_ms: 100ms}                   | 5 | 20 | journal.sync_ms",
        "journal: {roll: weekly}                     | 5 | 17 | journal.roll",
        "fell_tilt_deg: 200                          | 5 | 16 | fell_tilt_deg",
        "timeline: [{at: 1s}]                        | 5 | 12 | timeline[0]",
        "timeline: [{mode: stand, reset: true}]      | 5 | 12 | timeline[0].at",
        "timeline: [{at: soon, mode: stand}]         | 5 | 17 | timeline[0].at",
        "timeline: [{at: 1s, estop: 1}]              | 5 | 28 | timeline[0].estop",
        "timeline: [{at: 1s, push: {body: b, force_n: 60, duration: 1s}}]"
            + "| 5 | 46 | timeline[0].push.force_n",
        "timeline: [{at: 1s, push: {body: b, force_n: [1, 2], duration: 1s}}]"
            + "| 5 | 46 | timeline[0].push.force_n"
      })
  void wrongTypeOrUnitIsRefusedWhereItStands(String line, int atLine, int atColumn, String key) {
    Problem problem = yaml.problem(with(line));
    assertEquals(key, problem.key(), problem.text());
    assertEquals(atLine, problem.line(), problem.text());
    assertEquals(atColumn, problem.column(), problem.text());
    assertTrue(problem.where().endsWith("run.yaml"), problem.text());
    assertTrue(!problem.expected().isEmpty() || !problem.summary().isEmpty(), problem.text());
  }

  @Test
  void allThatIsWrongIsReportedAtOnce() {
    List<Problem> problems =
        yaml.problems(with("comand: {vx: 1}\njournal: {record: half, sync_ms: fast}"));
    assertEquals(
        Set.of("comand", "journal.record", "journal.sync_ms"),
        Set.copyOf(problems.stream().map(Problem::key).toList()));
  }

  @Test
  void overrideIsCheckedLikeAnyOtherValue() {
    assertEquals(0.5, yaml.read(EVERY_KEY, "command.vx=0.5").command().vx());
    Problem problem = yaml.problem(RunYaml.LEAST, "loop.rate_hz=fast");
    assertTrue(problem.text().contains("--set loop.rate_hz"), problem.text());
  }

  @Test
  void runExtendsAnotherAndTakesVariables() {
    yaml.write("base.yaml", EVERY_KEY);
    RunConfiguration run =
        yaml.read(
            Map.of("RATE", "250"),
            "extends: base.yaml\nloop: {rate_hz: \"${env:RATE}\"}\n"
                + "name: ${env:RUN_NAME:-other}\njournal: {record: full}\n");
    assertAll(
        () -> assertEquals(4_000_000, run.loop().periodNs()),
        () -> assertEquals(PacerKind.LOCKSTEP, run.loop().pacer()),
        () -> assertEquals("other", run.name()),
        () -> assertEquals(RecordMode.FULL, run.journal().record()),
        () -> assertEquals(250, run.journal().keyframeTicks()));
  }

  @Test
  void theTextAboveHasEveryKeyOfTheSchema() {
    for (String key : SchemaKeys.of("run.schema.json")) {
      assertTrue(EVERY_KEY.contains(key + ":"), key + " is in the schema and not in this test");
    }
  }

  /** The least run with a line more, in the place of the one with the same key. */
  private static String with(String line) {
    String key = line.substring(0, line.indexOf(':') + 1);
    StringBuilder text = new StringBuilder();
    boolean replaced = false;
    for (String own : RunYaml.LEAST.lines().toList()) {
      boolean same = own.startsWith(key);
      text.append(same ? line : own).append('\n');
      replaced |= same;
    }
    return replaced ? text.toString() : text + line + "\n";
  }
}
