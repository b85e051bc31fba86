package io.escapement.safety.scoring;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.record.Channel;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.PhaseClock;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import io.escapement.safety.SafetyRig;
import io.escapement.safety.SafetySettings;
import io.escapement.safety.TestRobots;
import io.escapement.safety.supervisor.ModeTable;
import io.escapement.testing.RecordedRun;
import io.escapement.testing.ScriptedSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Scores in a world that the test writes: two positions, an action of two values, and a mode. */
final class ScoreRig {

  static final long PERIOD_NS = 1_000_000;
  private static final SafetySettings SETTINGS = SafetyRig.read(TestRobots.arm(), "", true);
  static final ModeTable MODES = SETTINGS.modes();

  /** Measured positions. */
  final double[] q = {0, 0};

  /** The policy's action. */
  final float[] action = {0, 0};

  /** The supervisor's mode. */
  int mode = ModeTable.POLICY;

  /** Whether the sources make noise of their own, from the time alone. */
  boolean noisy;

  private final Files files = new Files();
  private final String yaml;
  private Pipeline pipeline;
  private long tick;

  ScoreRig(String yaml) {
    this.yaml = yaml;
  }

  /** Puts a file where the scores read it. */
  ScoreRig file(String name, String text) {
    files.texts.put(name, text);
    return this;
  }

  Scores scores() {
    return new ScoreReader(SETTINGS.drives(), files, PERIOD_NS, MODES)
        .read(
            TestRobots.yaml(yaml),
            (entry, name) -> {
              throw new IllegalStateException(entry.shown());
            });
  }

  Pipeline live() {
    F64Channel position =
        new F64Channel(ChannelSpec.input("arm/joints/position", ChannelType.F64, 2));
    F32Channel given = new F32Channel(ChannelSpec.input("arm/policy/action", ChannelType.F32, 2));
    I32Channel asked = new I32Channel(ChannelSpec.input("arm/test/mode", ChannelType.I32, 1));
    ScriptedSource world =
        new ScriptedSource(
            "world",
            Phase.READ,
            now -> {
              long at = now / PERIOD_NS;
              for (int i = 0; i < 2; i++) {
                double noise = noisy ? ((at * 7919 + i * 31L) % 101 - 50) / 50.0 : 0;
                position.set(i, q[i] + noise);
                given.set(i, action[i] + (float) noise);
              }
              asked.set(0, noisy && at % 50 > 40 ? ModeTable.DAMPING : mode);
            },
            position,
            given,
            asked);
    return build(new PipelineBuilder().add(world));
  }

  Pipeline replay(RecordLayout layout) {
    return build(new PipelineBuilder().recordedInputs(layout));
  }

  private Pipeline build(PipelineBuilder builder) {
    scores().stages().forEach(builder::add);
    return builder.add(new Mode()).build();
  }

  ScoreRig tick() {
    if (pipeline == null) {
      pipeline = live();
    }
    pipeline.setTime(tick, tick * PERIOD_NS, PERIOD_NS, 0);
    pipeline.tick(PhaseClock.NONE);
    tick++;
    return this;
  }

  ScoreRig run(int ticks) {
    for (int i = 0; i < ticks; i++) {
      tick();
    }
    return this;
  }

  double score(String name) {
    F64Channel channel = F64Channel.reading("arm/score/" + name, Channel.ANY_COUNT);
    pipeline.record().attach(channel);
    return channel.get(0);
  }

  int flag(String name) {
    I32Channel channel = I32Channel.reading("arm/score/" + name, 1);
    pipeline.record().attach(channel);
    return channel.get(0);
  }

  RecordedRun recorded(int ticks) {
    noisy = true;
    return RecordedRun.of(live(), ticks, PERIOD_NS);
  }

  /** Stands for the supervisor: the mode that it leaves counts on the next tick. */
  private static final class Mode implements Stage {

    private final I32Channel asked = I32Channel.reading("arm/test/mode", 1);
    private final I32Channel mode =
        new I32Channel(ChannelSpec.memory("arm/supervisor/mode", ChannelType.I32, 1));

    @Override
    public String name() {
      return "mode";
    }

    @Override
    public Phase phase() {
      return Phase.SUPERVISE;
    }

    @Override
    public void declare(Wiring wiring) {
      wiring.reads(asked);
      wiring.writes(mode);
    }

    @Override
    public void initialise() {
      mode.set(0, ModeTable.POLICY);
    }

    @Override
    public void tick() {
      mode.set(0, asked.get(0));
    }
  }

  /** Files by name alone. */
  private static final class Files implements FileSource {

    private final Map<String, String> texts = new HashMap<>();

    @Override
    public boolean exists(Path file) {
      return texts.containsKey(file.getFileName().toString());
    }

    @Override
    public byte[] read(Path file) {
      return texts.get(file.getFileName().toString()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Path locate(Path file) {
      throw new UnsupportedOperationException();
    }
  }
}
