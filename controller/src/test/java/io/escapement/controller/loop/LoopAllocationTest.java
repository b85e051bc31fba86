package io.escapement.controller.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.record.RecordSink;
import io.escapement.controller.record.TickRecord;
import io.escapement.controller.record.U8Channel;
import io.escapement.controller.stage.Deadline;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import io.escapement.controller.stage.Turns;
import io.escapement.testing.ScriptedSink;
import io.escapement.testing.ScriptedSource;
import io.escapement.testing.ScriptedStage;
import java.util.function.Supplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * In steady state the loop's thread allocates nothing: one byte in a hundred thousand ticks is a
 * failure.
 *
 * <p>The virtual machine itself allocates a few strings on the thread that asks for a compilation,
 * once for each class and whenever the compiler gets to it. So each run is repeated until the
 * compiler has nothing left to do; what a tick allocates is there in every run.
 */
class LoopAllocationTest {

  private static final long P = 2_000_000;
  private static final int STEADY_TICKS = 100_000;
  private static final int SETTLE_TICKS = 2_000;
  private static final int MAX_RUNS = 20;

  /** Keeps an object alive, so that the compiler cannot do without it. */
  static volatile Object escape;

  /** Copies each record, as a journal's ring does. */
  private static final class CopyingSink implements RecordSink {

    private final UnsafeBuffer ring = new UnsafeBuffer(new byte[1 << 14]);
    private long records;
    private boolean full;

    @Override
    public boolean offer(TickRecord record) {
      // Every seventh record finds no room at first.
      full = !full && records % 7 == 6;
      if (full) {
        return false;
      }
      record.copyTo(ring, 0, record.layout().length());
      records++;
      return true;
    }

    @Override
    public long depth() {
      return records & 15;
    }

    @Override
    public int state() {
      return full ? FULL : SOUND;
    }

    @Override
    public void end() {}
  }

  /** Channels of every type and role, a deadline, and all the kinds of steps. */
  private static Pipeline pipeline(Runnable extra) {
    F64Channel q = new F64Channel(ChannelSpec.input("r/joints/q", ChannelType.F64, 12));
    I64Channel seq = new I64Channel(ChannelSpec.input("r/joints/seq", ChannelType.I64, 1));
    F32Channel observation = new F32Channel(ChannelSpec.derived("r/p/obs", ChannelType.F32, 12));
    F32Channel output = new F32Channel(ChannelSpec.boundary("r/p/output", ChannelType.F32, 12));
    F32Channel held = new F32Channel(ChannelSpec.memory("r/p/action", ChannelType.F32, 12));
    U8Channel flags = new U8Channel(ChannelSpec.derived("r/f/flags", ChannelType.U8, 12));
    I32Channel mode = new I32Channel(ChannelSpec.memory("r/s/mode", ChannelType.I32, 1));
    F64Channel command = new F64Channel(ChannelSpec.derived("r/cmd/q", ChannelType.F64, 12));
    F64Channel qRead = F64Channel.reading("r/joints/q", 12);
    F32Channel previous = F32Channel.reading("r/p/action", 12);
    F32Channel outputRead = F32Channel.reading("r/p/output", 12);
    F64Channel commandRead = F64Channel.reading("r/cmd/q", 12);
    I64Channel timeNs = I64Channel.reading(LoopChannels.TIME_NS, 1);
    double[] drive = new double[12];
    Deadline[] deadline = new Deadline[1];
    return new PipelineBuilder()
        .add(
            new ScriptedSource(
                "joints",
                Phase.READ,
                now -> {
                  seq.set(0, seq.get(0) + 1);
                  for (int i = 0; i < 12; i++) {
                    q.set(i, drive[i] * 0.5 + i);
                  }
                },
                q,
                seq))
        .add(
            new ScriptedStage("observe", Phase.OBSERVE)
                .reads(qRead, timeNs)
                .readsPrevious(previous)
                .writes(observation)
                .onTick(
                    () -> {
                      double phase = Turns.sin(1e-9 * timeNs.get(0));
                      for (int i = 0; i < 12; i++) {
                        observation.set(i, (float) (qRead.get(i) + phase) + previous.get(i));
                      }
                    }))
        .add(
            new ScriptedStage("infer", Phase.INFER)
                .writes(output)
                .declares(wiring -> deadline[0] = wiring.deadline("r/p/steps"))
                .onTick(
                    () -> {
                      deadline[0].begin(500);
                      for (int i = 0; i < 12 && deadline[0].proceed(); i++) {
                        output.set(i, (float) StrictMath.tanh(observation.get(i)));
                      }
                    }))
        .add(
            new ScriptedStage("decode", Phase.DECODE)
                .reads(outputRead)
                .writes(held)
                .onTick(() -> held.copyFrom(outputRead)))
        .add(
            new ScriptedStage("filter", Phase.FILTER)
                .writes(command, flags, mode)
                .onTick(
                    () -> {
                      mode.set(0, mode.get(0) + 1);
                      for (int i = 0; i < 12; i++) {
                        command.set(i, held.get(i));
                        flags.set(i, mode.get(0));
                      }
                      extra.run();
                    }))
        .add(
            new ScriptedSink(
                "drive",
                () -> {
                  for (int i = 0; i < 12; i++) {
                    drive[i] = commandRead.get(i);
                  }
                },
                commandRead))
        .build();
  }

  private static Loop loop(Pacer pacer, Runnable extra) {
    LoopSettings settings =
        new LoopSettings(P, SETTLE_TICKS + STEADY_TICKS, SETTLE_TICKS, SETTLE_TICKS);
    return new Loop(
        settings,
        new Revision(0, pipeline(extra), new CopyingSink()),
        pacer,
        Clock.system(),
        new LoopStatistics(),
        new StopRequest(),
        0);
  }

  /** The quietest of several runs. */
  private static LoopResult quietest(int maxRuns, Supplier<Loop> loops) {
    LoopResult best = null;
    for (int run = 0; run < maxRuns; run++) {
      LoopResult result = loops.get().run();
      assertNull(result.failure());
      assertEquals(STEADY_TICKS, result.steadyTicks());
      if (best == null || result.steadyBytes() < best.steadyBytes()) {
        best = result;
      }
      if (best.steadyBytes() == 0) {
        break;
      }
    }
    return best;
  }

  private static void allocatesNothing(LoopResult result) {
    assertEquals(0, result.steadyBytes());
    assertEquals(0, result.bytesPerTick());
  }

  /** Of its samples every tenth is lost, and every hundredth is late beyond all patience. */
  private static final class FlakyDevice implements DeviceClock {
    private final RunningClock clock;
    private long sequence;

    FlakyDevice(RunningClock clock) {
      this.clock = clock;
    }

    @Override
    public long awaitSample(long timeoutNs) {
      sequence++;
      if (sequence % 100 == 0) {
        clock.nowNs += timeoutNs;
        return TIMED_OUT;
      }
      clock.nowNs += P;
      return sequence + sequence / 10;
    }
  }

  /** A clock of its own for the pacer, that runs as fast as it is asked. */
  private static final class RunningClock implements Clock {
    private long nowNs;

    @Override
    public long nanoTime() {
      nowNs += 700;
      return nowNs;
    }

    @Override
    public long wallTimeNs() {
      return nowNs;
    }
  }

  @Test
  void allocates_nothing_in_lockstep() {
    allocatesNothing(quietest(MAX_RUNS, () -> loop(new LockstepPacer(P), () -> {})));
  }

  @Test
  void allocates_nothing_in_real_time_with_overruns_and_lost_records() {
    LoopResult result =
        quietest(
            MAX_RUNS,
            () -> {
              RunningClock clock = new RunningClock();
              Sleeper sleeper = dueNs -> clock.nowNs = Math.max(clock.nowNs, dueNs);
              long[] tick = new long[1];
              Runnable overrun = () -> clock.nowNs += ++tick[0] % 10 == 0 ? 3 * P : 0;
              return loop(new RealtimePacer(P, clock, sleeper), overrun);
            });
    assertTrue(result.skipped() > 0 && result.lost() > 0);
    allocatesNothing(result);
  }

  @Test
  void allocates_nothing_when_a_device_is_the_clock() {
    allocatesNothing(
        quietest(
            MAX_RUNS,
            () -> {
              RunningClock clock = new RunningClock();
              return loop(new DevicePacer(P, clock, new FlakyDevice(clock)), () -> {});
            }));
  }

  /** Once its classes are linked: the first change-over is while the loop settles. */
  @Test
  void a_change_over_allocates_nothing() {
    Loop[] loop = new Loop[1];
    LoopResult result =
        quietest(
            MAX_RUNS,
            () -> {
              Revision[] next = new Revision[2];
              long[] tick = new long[1];
              Runnable change =
                  () -> {
                    // Ticks of the warm-up count as well.
                    long now = ++tick[0] - SETTLE_TICKS;
                    if (now == SETTLE_TICKS / 2) {
                      loop[0].changeTo(next[0]);
                    } else if (now == SETTLE_TICKS + STEADY_TICKS / 2) {
                      loop[0].changeTo(next[1]);
                    }
                  };
              next[0] = new Revision(1, pipeline(change), new CopyingSink());
              next[1] = new Revision(2, pipeline(change), new CopyingSink());
              loop[0] = loop(new LockstepPacer(P), change);
              return loop[0];
            });
    assertEquals(2, loop[0].revision());
    allocatesNothing(result);
  }

  @Test
  void one_object_in_a_hundred_thousand_ticks_is_seen() {
    LoopResult result =
        quietest(
            3,
            () -> {
              long[] tick = new long[1];
              Runnable careless =
                  () -> {
                    if (++tick[0] == 2 * SETTLE_TICKS + STEADY_TICKS / 2) {
                      escape = new Object();
                    }
                  };
              return loop(new LockstepPacer(P), careless);
            });
    assertTrue(result.steadyBytes() >= 8, "seen " + result.steadyBytes());
  }
}
