package io.escapement.controller.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.journal.JournalReader;
import io.escapement.controller.journal.JournalRewriter;
import io.escapement.controller.journal.JournalWriter;
import io.escapement.controller.journal.JournaledRun;
import io.escapement.controller.journal.RecordMode;
import io.escapement.controller.journal.RunDirectory;
import io.escapement.controller.journal.SharedRing;
import io.escapement.controller.journal.SyntheticRobot;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import io.escapement.controller.stage.PipelineException;
import io.escapement.controller.stage.Recomputation;
import io.escapement.controller.stage.Source;
import io.escapement.controller.stage.Stage;
import io.escapement.controller.stage.Wiring;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An oracle answers some ticks after it was asked; replay asks it once more. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RecomputationTest {

  private static final int TICKS = 200;
  private static final int PATIENCE = 3;

  @TempDir Path folder;

  private RunDirectory record(RecordMode mode) {
    RunDirectory directory = JournaledRun.newDirectory(folder);
    var settings = JournaledRun.settings(mode, 37);
    JournalWriter writer = JournalWriter.start(directory, settings, List.of());
    try (Pipeline pipeline = new PipelineBuilder().add(new Oracle()).add(new Asker()).build()) {
      SharedRing ring = writer.open(JournaledRun.header(directory, 0, pipeline, settings));
      JournaledRun.offerUntilTaken(ring, pipeline);
      for (int tick = 0; tick < TICKS; tick++) {
        SyntheticRobot.tick(pipeline, tick);
        JournaledRun.offerUntilTaken(ring, pipeline);
      }
    }
    assertTrue(writer.finish().complete());
    return directory;
  }

  private static Pipeline replaying(RecordLayout layout, Answer answer) {
    return new PipelineBuilder().recordedInputs(layout).add(answer).add(new Asker()).build();
  }

  private static Verification verify(RunDirectory run, double error, Stretch stretch) {
    return new Verifier(
            JournalReader.open(run),
            header -> replaying(header.layout(), new Answer(error)),
            header -> BoundaryRule.EXACT)
        .verify(stretch);
  }

  @ParameterizedTest
  @EnumSource(RecordMode.class)
  void whatCameFromBesideTheLoopIsRepeatedFromEveryKeyframe(RecordMode mode) {
    RunDirectory run = record(mode);

    assertTrue(verify(run, 0, Stretch.whole().withThreads(3)).passed());
    for (int keyframe = 0; keyframe < 5; keyframe++) {
      long from = keyframe * 37L * SyntheticRobot.PERIOD_NS;
      assertTrue(verify(run, 0, new Stretch(from, Long.MAX_VALUE, 1)).passed());
    }
  }

  @ParameterizedTest
  @EnumSource(RecordMode.class)
  void anAnswerThatTheOracleWouldNotGiveIsFoundEachTime(RecordMode mode) {
    Verification found = verify(record(mode), 1e-9, Stretch.whole());

    assertFalse(found.passed());
    assertEquals("bot/oracle/answer", found.first().channel());
    assertEquals(PATIENCE, found.first().tick());
    // The journaled answer is fed on: nothing but the answers differs.
    assertEquals(TICKS / (PATIENCE + 1), found.mismatches());
  }

  @ParameterizedTest
  @EnumSource(RecordMode.class)
  void anAnswerRewrittenWithEveryChecksumMadeRightIsFound(RecordMode mode) throws IOException {
    RunDirectory run = record(mode);
    RecordLayout layout = JournalReader.open(run).survey().headers().get(0).layout();
    JournalRewriter rewriter = new JournalRewriter(run);
    int answer = layout.find("bot/oracle/answer").offset();
    // Tick 103 brought an answer: 103 = 25 * 4 + 3.
    rewriter.putDouble(rewriter.documentOfTick(103), answer, 0.125).seal().save();
    assertEquals(List.of(), JournalReader.open(run).survey().problems());

    Divergence first = verify(run, 0, Stretch.whole()).first();

    assertEquals(103, first.tick());
    assertEquals("bot/oracle/answer", first.channel());
    assertEquals(0.125, first.journal());
  }

  @Test
  void aLivePipelineHasNone() {
    PipelineBuilder builder =
        new PipelineBuilder().add(new Oracle()).add(new Asker()).add(new Answer(0));

    PipelineException refusal = assertThrows(PipelineException.class, builder::build);

    assertTrue(refusal.getMessage().contains("recorded inputs"), refusal::getMessage);
  }

  @Test
  void whatTheRunDidNotTakeInCannotBeRecomputed() {
    RecordLayout other =
        new RecordLayout(List.of(ChannelSpec.input("bot/oracle/at", ChannelType.I64, 1)));

    PipelineException refusal =
        assertThrows(PipelineException.class, () -> replaying(other, new Answer(0)));

    assertTrue(refusal.getMessage().contains("bot/oracle/answer"), refusal::getMessage);
  }

  /** Asks about the time, again as soon as there is an answer. */
  private static final class Asker implements Stage {
    private final I64Channel timeNs = I64Channel.reading(LoopChannels.TIME_NS, 1);
    private final I64Channel at = I64Channel.reading("bot/oracle/at", 1);
    private final F64Channel answer = F64Channel.reading("bot/oracle/answer", 1);
    private final F64Channel question =
        new F64Channel(ChannelSpec.memory("bot/asker/question", ChannelType.F64, 1));
    private final I64Channel asked =
        new I64Channel(ChannelSpec.memory("bot/asker/asked", ChannelType.I64, 1));
    private final F64Channel sum =
        new F64Channel(ChannelSpec.memory("bot/asker/sum", ChannelType.F64, 1));

    @Override
    public String name() {
      return "asker";
    }

    @Override
    public Phase phase() {
      return Phase.DECODE;
    }

    @Override
    public void declare(Wiring wiring) {
      wiring.reads(timeNs);
      wiring.reads(at);
      wiring.reads(answer);
      wiring.writes(question);
      wiring.writes(asked);
      wiring.writes(sum);
    }

    @Override
    public void tick() {
      if (at.get(0) == timeNs.get(0) + 1) {
        sum.set(0, sum.get(0) + answer.get(0));
        asked.set(0, 0);
      } else if (asked.get(0) == 0) {
        asked.set(0, timeNs.get(0) + 1);
        question.set(0, sum.get(0) + timeNs.get(0) * 1e-9);
      }
    }
  }

  private static double oracle(double question) {
    return StrictMath.tanh(question);
  }

  /** Answers late. */
  private static final class Oracle implements Source {
    private final F64Channel question = F64Channel.reading("bot/asker/question", 1);
    private final I64Channel asked = I64Channel.reading("bot/asker/asked", 1);
    private final I64Channel at =
        new I64Channel(ChannelSpec.input("bot/oracle/at", ChannelType.I64, 1));
    private final F64Channel answer =
        new F64Channel(ChannelSpec.input("bot/oracle/answer", ChannelType.F64, 1));

    @Override
    public String name() {
      return "oracle";
    }

    @Override
    public Phase phase() {
      return Phase.READ;
    }

    @Override
    public void declare(Wiring wiring) {
      wiring.readsPrevious(question);
      wiring.readsPrevious(asked);
      wiring.writes(at);
      wiring.writes(answer);
    }

    @Override
    public void read(long timeNs) {
      long askedNs = asked.get(0) - 1;
      if (askedNs >= 0 && timeNs - askedNs >= PATIENCE * SyntheticRobot.PERIOD_NS) {
        at.set(0, timeNs + 1);
        answer.set(0, oracle(question.get(0)));
      }
    }
  }

  /** The oracle once more. */
  private static final class Answer implements Recomputation {
    private final I64Channel timeNs = I64Channel.reading(LoopChannels.TIME_NS, 1);
    private final I64Channel at = I64Channel.reading("bot/oracle/at", 1);
    private final F64Channel question = F64Channel.reading("bot/asker/question", 1);
    private final F64Channel answer =
        new F64Channel(ChannelSpec.input("bot/oracle/answer", ChannelType.F64, 1));
    private final double error;

    Answer(double error) {
      this.error = error;
    }

    @Override
    public String name() {
      return "oracle";
    }

    @Override
    public void declare(Wiring wiring) {
      wiring.reads(timeNs);
      wiring.reads(at);
      wiring.readsPrevious(question);
      wiring.writes(answer);
    }

    @Override
    public boolean recompute() {
      if (at.get(0) != timeNs.get(0) + 1) {
        return false;
      }
      answer.set(0, oracle(question.get(0)) + error);
      return true;
    }
  }
}
