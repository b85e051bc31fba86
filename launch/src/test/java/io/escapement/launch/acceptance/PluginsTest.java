package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.escapement.controller.config.Sha256;
import io.escapement.controller.extension.StageProvider;
import io.escapement.policy.observation.ObservationTermProvider;
import io.escapement.testing.PluginSource;
import io.escapement.testing.RequiresMujoco;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run names the jars that it needs, its journal names them by content, and replay demands them.
 */
@RequiresMujoco
class PluginsTest {

  private static final String JAR = "tally.jar";

  private static final String SCHEMA =
      """
      {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "escapement:/stage-tally.schema.json",
        "type": "object",
        "additionalProperties": false,
        "required": ["type"],
        "properties": {"type": {"const": "tally"}, "step": {"type": "integer"}}
      }
      """;

  private static final String PROVIDER =
      """
      package thirdparty;

      import io.escapement.controller.config.YamlNode;
      import io.escapement.controller.extension.StageContext;
      import io.escapement.controller.extension.StageProvider;
      import io.escapement.controller.record.ChannelSpec;
      import io.escapement.controller.record.ChannelType;
      import io.escapement.controller.record.I64Channel;
      import io.escapement.controller.stage.Phase;
      import io.escapement.controller.stage.Stage;
      import io.escapement.controller.stage.Wiring;
      import java.util.List;

      public final class Tally implements StageProvider {
        @Override public String type() { return "tally"; }
        @Override public String schema() { return "stage-tally.schema.json"; }
        @Override public List<Stage> stages(YamlNode config, StageContext context) {
          int step = config.optional("step").map(node -> node.integer(1, 9)).orElse(1);
          return List.of(new Counting(context.robot().name(), step));
        }

        private static final class Counting implements Stage {
          private final I64Channel tally;
          private final int step;

          Counting(String robot, int step) {
            tally = new I64Channel(ChannelSpec.memory(robot + "/tally", ChannelType.I64, 1));
            this.step = step;
          }

          @Override public String name() { return "tally"; }
          @Override public Phase phase() { return Phase.ESTIMATE; }
          @Override public void declare(Wiring wiring) { wiring.writes(tally); }
          @Override public void tick() { tally.set(0, tally.get(0) + step * STEPS); }
        }

        private static final int STEPS = %d;
      }
      """;

  private static final String TERM =
      """
      package thirdparty;

      import io.escapement.controller.record.I64Channel;
      import io.escapement.controller.stage.Wiring;
      import io.escapement.policy.observation.ObservationTerm;
      import io.escapement.policy.observation.ObservationTermProvider;
      import io.escapement.policy.observation.TermContext;
      import java.util.List;
      import java.util.Map;
      import java.util.Set;

      public final class Terms implements ObservationTermProvider {
        @Override public Map<String, Set<String>> terms() { return Map.of("tally", Set.of()); }
        @Override public ObservationTerm create(TermContext context) {
          return new Term(context.robot().name() + "/tally");
        }

        private static final class Term implements ObservationTerm {
          private final I64Channel tally;

          Term(String channel) { tally = I64Channel.reading(channel, 1); }

          @Override public List<String> labels() { return List.of("tally"); }
          @Override public Set<String> inputs() { return Set.of(tally.name()); }
          @Override public void declare(Wiring wiring) { wiring.reads(tally); }
          @Override public double value(int element) { return tally.get(0); }
        }
      }
      """;

  @TempDir Path folder;
  private DemoCopy demo;

  @BeforeEach
  void aDemoWithAPlugin() {
    demo =
        new DemoCopy(folder)
            .append("run.yaml", "plugins: [lib/" + JAR + "]\nstages: [{type: tally, step: 2}]\n");
    tally(1);
  }

  private Path jar() {
    return demo.file("lib").resolve(JAR);
  }

  private void tally(int steps) {
    new PluginSource()
        .type("thirdparty.Tally", PROVIDER.formatted(steps))
        .provides(StageProvider.class, "thirdparty.Tally")
        .type("thirdparty.Terms", TERM)
        .provides(ObservationTermProvider.class, "thirdparty.Terms")
        .resource("io/escapement/schema/stage-tally.schema.json", SCHEMA)
        .pack(jar());
  }

  private Path recorded() {
    return demo.run("0.2").exits(0).runDir();
  }

  private String hash() throws IOException {
    return Sha256.of(Files.readAllBytes(jar()));
  }

  @Test
  void itsStageComputesAndReplayFindsTheJarWhereItWas() throws IOException {
    Path run = recorded();

    JsonNode report = Replays.verify(run).exits(0).json();
    assertEquals(100, report.get("compared").intValue());
    JsonNode inspected = inspected(run);
    JsonNode jar = inspected.get("header").get("jars").get(0);
    assertEquals(jar().toString(), jar.get("path").textValue());
    assertEquals(hash(), jar.get("sha256").textValue());
    assertFalse(Files.exists(run.resolve("files").resolve(hash())), "code lies in the run");
    CommandLineResult.of("inspect", run.toString(), "--channels").exits(0);
  }

  private static JsonNode inspected(Path run) {
    return CommandLineResult.of("inspect", run.toString(), "--json").exits(0).json();
  }

  @Test
  void whatItsStageComputesAPolicyCanObserve() {
    String observations = "policy.observations=[{term: tally}]";

    demo.check(observations, "stages=[]").exits(1).says("nothing in this run supplies tock/tally");
    CommandLineResult supplied = demo.check(observations).exits(1);
    assertFalse(supplied.err().contains("nothing in this run supplies"), supplied::err);
  }

  @Test
  void aPolicyOnItsOwnIsInspectedWithTheTermsOfAJar() {
    demo.replace("policy.yaml", "{term: phase_clock, frequency_hz: 2.5}", "{term: tally}");
    String policy = demo.file("policy.yaml").toString();

    CommandLineResult.of("inspect", policy).exits(2).says("no observation term \"tally\"");
    CommandLineResult shown =
        CommandLineResult.of("inspect", policy, "--plugins", jar().toString()).exits(0);
    assertTrue(shown.out().contains("tally"), shown::out);
  }

  @Test
  void aChangedKeyOfTheStageIsADivergenceOfItsChannel() {
    JsonNode report = Replays.verify(recorded(), "--set", "stages[0].step=3").exits(1).json();

    assertEquals("0 tock/tally 0", Replays.firstDivergence(report));
  }

  @Test
  void withoutTheJarReplayNamesItAndReadingGoesOn() throws IOException {
    Path run = recorded();
    String hash = hash();
    Path moved = Files.createDirectory(folder.resolve("elsewhere")).resolve("renamed.jar");
    Files.move(jar(), moved);

    Replays.verify(run).exits(1).says(jar().toString(), hash, "--plugins").hasNoStackTrace();
    assertEquals(hash, inspected(run).get("header").get("jars").get(0).get("sha256").textValue());
    CommandLineResult.of("recover", run.toString()).exits(0);

    Replays.verify(run, "--plugins", moved.toString()).exits(0);
    Replays.verify(run, "--plugins", moved.getParent().toString()).exits(0);
  }

  @Test
  void anotherJarInItsPlaceIsRefused() throws IOException {
    Path run = recorded();
    String before = hash();
    tally(7);

    Replays.verify(run).exits(1).says(before, hash(), "--plugins").hasNoStackTrace();
    Replays.verify(run, "--plugins", jar().toString()).exits(1).says(before);
    JsonNode report =
        Replays.verify(run, "--set", "stages[0].step=2", "--set", "plugins=[" + copy() + "]")
            .exits(1)
            .json();
    assertEquals("0 tock/tally 0", Replays.firstDivergence(report));
  }

  @Test
  void aProgramsOwnClassPathIsNamedAndDemandedLikePlugins() throws Exception {
    demo.replace("run.yaml", "plugins: [lib/" + JAR + "]\n", "");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    Path run;
    try (URLClassLoader classPath = new URLClassLoader(new URL[] {jar().toUri().toURL()}, before)) {
      thread.setContextClassLoader(classPath);
      run = recorded();
      Replays.verify(run).exits(0);
    } finally {
      thread.setContextClassLoader(before);
    }
    assertEquals(hash(), inspected(run).get("header").get("jars").get(0).get("sha256").textValue());

    Path moved = Files.move(jar(), folder.resolve("moved.jar"));
    Replays.verify(run).exits(1).says(jar().toString(), "--plugins").hasNoStackTrace();
    Replays.verify(run, "--plugins", moved.toString()).exits(0);
  }

  private Path copy() throws IOException {
    return Files.copy(jar(), folder.resolve("other.jar"));
  }

  @Test
  void anUnknownTypeSaysWhatThereIsAndWhereOthersComeFrom() {
    demo.check("stages[0].type=taly")
        .exits(2)
        .says("stages[0].type", "there is no such stage", "did you mean \"tally\"", "plugins:")
        .hasNoStackTrace();
  }

  @Test
  void anUnknownKeyOfItsStageIsAnErrorWithItsPlace() {
    demo.check("stages[0].stride=2").exits(2).says("stages[0].stride", "step").hasNoStackTrace();
  }

  @Test
  void anAbsentJarIsRefusedBeforeAnythingMoves() throws IOException {
    Files.delete(jar());

    demo.check().exits(1).says(jar().toString(), "does not exist").hasNoStackTrace();
    assertFalse(Files.exists(demo.runs()), "no run may appear");
  }

  @Test
  void aRunsFileIsInspectedWithItsPlugins() {
    CommandLineResult shown =
        CommandLineResult.of("inspect", demo.file("run.yaml").toString()).exits(0);
    assertTrue(shown.out().contains("tally"), shown::out);
  }
}
