package io.escapement.controller.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.DiscardingSink;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.stage.LoopChannels;
import io.escapement.controller.stage.Phase;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import io.escapement.testing.ScriptedSink;
import io.escapement.testing.ScriptedSource;
import io.escapement.testing.ScriptedStage;
import io.escapement.testing.VirtualClock;
import io.escapement.testing.VirtualSleeper;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class PrimingTest {

  private static final long P = 4_000_000;

  private final VirtualClock clock = new VirtualClock(1_000);
  private final VirtualSleeper sleeper = new VirtualSleeper(clock);
  private final TickTime time = new TickTime();
  private final I64Channel timeNs = I64Channel.reading(LoopChannels.TIME_NS, 1);
  private final I64Channel tick = I64Channel.reading(LoopChannels.TICK, 1);
  private final F64Channel held = new F64Channel(ChannelSpec.memory("r/p/h", ChannelType.F64, 1));
  private final F64Channel input = new F64Channel(ChannelSpec.input("r/w/q", ChannelType.F64, 1));
  private final List<String> seen = new ArrayList<>();
  private final List<String> world = new ArrayList<>();
  private final List<String> touched = new ArrayList<>();
  private long tickNs;
  private int primed;
  private final Pipeline pipeline =
      new PipelineBuilder()
          .add(
              new ScriptedSource("world", Phase.READ, now -> world.add("read"), input)
                  .onPrime(
                      now -> {
                        touched.add("source at " + now);
                        input.set(0, 7);
                      }))
          .add(
              new ScriptedStage("stage", Phase.INFER)
                  .reads(F64Channel.reading("r/w/q", 1), timeNs, tick)
                  .writes(held)
                  .onTick(
                      () -> {
                        seen.add(tick.get(0) + " at " + timeNs.get(0));
                        held.set(0, held.get(0) + 1);
                        clock.advance(tickNs);
                      })
                  .onPrime(
                      () -> {
                        primed++;
                        held.set(0, -1);
                      }))
          .add(
              new ScriptedSink("drive", () -> world.add("write"))
                  .onPrime(() -> touched.add("sink with " + held.get(0))))
          .build();
  private final Priming priming = new Priming(P, clock, () -> pipeline, DiscardingSink::new);

  private UnsafeBuffer bytes() {
    int length = pipeline.record().layout().length();
    UnsafeBuffer copy = new UnsafeBuffer(new byte[length]);
    pipeline.record().copyTo(copy, 0, length);
    return copy;
  }

  @Test
  void stages_run_as_in_the_coming_tick_and_the_record_is_as_it_was() {
    pipeline.setTime(7, 7 * P, P, 0);
    pipeline.tick(clock::nanoTime);
    world.clear();
    seen.clear();
    UnsafeBuffer before = bytes();
    priming.run(8 * P, P);
    assertEquals(List.of("8 at " + 8 * P), seen);
    assertEquals(before, bytes());
    assertEquals(List.of(), world, "nothing is read from the world or sent to it");
  }

  @Test
  void sinks_see_the_command_in_force_and_what_sources_write_is_put_back() {
    pipeline.setTime(0, 0, P, 0);
    pipeline.tick(clock::nanoTime);
    UnsafeBuffer before = bytes();
    priming.run(P, P);
    assertEquals(List.of("sink with 1.0", "source at " + P), touched);
    assertEquals(before, bytes());
  }

  @Test
  void the_tick_that_follows_is_the_same_as_without() {
    pipeline.setTime(0, 0, P, 0);
    priming.run(0, P);
    pipeline.tick(clock::nanoTime);
    assertEquals(1, held.get(0));
    assertEquals(List.of("read", "write"), world);
  }

  @Test
  void a_stage_that_works_on_some_ticks_is_asked_to_do_so_for_nothing_on_all() {
    UnsafeBuffer before = bytes();
    priming.run(0, P);
    assertEquals(1, primed);
    assertEquals(before, bytes());
    pipeline.tick(clock::nanoTime);
    assertEquals(1, primed, "a tick does not prime");
  }

  @Test
  void one_that_was_interrupted_hardly_counts() {
    tickNs = 100_000;
    for (int i = 0; i < 50; i++) {
      priming.run(i * P, P);
    }
    long usual = priming.leadNs();
    tickNs = 50_000_000;
    priming.run(0, P);
    assertTrue(priming.leadNs() > usual && priming.leadNs() < 4 * usual);
  }

  @Test
  void what_takes_too_much_of_the_period_is_left_out_for_longer_each_time() {
    List<Integer> rests = new ArrayList<>();
    tickNs = P / 2;
    for (int attempt = 0; attempt < 3; attempt++) {
      while (priming.leadNs() > 0) {
        priming.run(0, P);
      }
      int rest = 1;
      while (priming.leadNs() == 0) {
        rest++;
      }
      rests.add(rest);
    }
    assertEquals(List.of(257, 513, 1025), rests);
  }

  @Test
  void it_begins_as_long_before_as_it_usually_takes() {
    for (long usual : List.of(500_000L, 30_000L)) {
      tickNs = usual;
      for (int i = 0; i < 100; i++) {
        priming.run(i * P, P);
      }
      assertTrue(priming.leadNs() >= usual);
      assertTrue(priming.leadNs() < 1.1 * usual + 25_000);
    }
  }

  @Test
  void the_pacer_lets_it_run_before_each_tick_and_the_tick_is_on_time() {
    RealtimePacer pacer = new RealtimePacer(P, clock, sleeper, true);
    Noted noted = new Noted(300_000);
    pacer.prelude(noted);
    pacer.start();
    for (int i = 0; i < 3; i++) {
      pacer.awaitNext(time);
      assertEquals(0, time.latenessNs);
    }
    // The first tick is due at once.
    assertEquals(List.of(P, 2 * P), noted.times);
    assertEquals(1_000 + 2 * P, clock.nanoTime());
  }

  @Test
  void there_is_none_where_time_is_short() {
    RealtimePacer pacer = new RealtimePacer(P, clock, sleeper, true);
    Noted noted = new Noted(300_000);
    pacer.prelude(noted);
    pacer.start();
    pacer.awaitNext(time);
    clock.advance(P - 200_000);
    pacer.awaitNext(time);
    assertEquals(List.of(), noted.times, "the tick before took too long");
    sleeper.oversleep(200_000);
    pacer.awaitNext(time);
    assertEquals(List.of(), noted.times, "the sleep took too long");
    assertEquals(0, time.latenessNs);
    noted.leadNs = P / 2 + 1;
    pacer.awaitNext(time);
    assertEquals(List.of(), noted.times, "it would take too much of the period");
  }

  @Test
  void a_pacer_that_was_not_told_to_or_is_fast_does_nothing_ahead() {
    Noted noted = new Noted(100_000);
    for (RealtimePacer pacer :
        List.of(
            new RealtimePacer(P, clock, sleeper),
            new RealtimePacer(90_000, clock, sleeper, true))) {
      pacer.prelude(noted);
      pacer.start();
      pacer.awaitNext(time);
      pacer.awaitNext(time);
    }
    assertEquals(List.of(), noted.times);
  }

  @Test
  void what_need_not_wait_is_done_at_the_beginning_of_a_wait_whether_or_not_caches_are_primed() {
    RealtimePacer pacer = new RealtimePacer(P, clock, sleeper);
    Noted noted = new Noted(300_000);
    pacer.prelude(noted);
    pacer.start();
    for (int i = 0; i < 3; i++) {
      pacer.awaitNext(time);
      assertEquals(0, time.latenessNs);
    }
    assertEquals(List.of(P, 2 * P), noted.ahead);
    clock.advance(P + 1);
    pacer.awaitNext(time);
    assertEquals(List.of(P, 2 * P), noted.ahead, "there is no wait");
    assertEquals(1, time.latenessNs);
  }

  @Test
  void periods_that_pass_ahead_of_a_tick_are_skipped_and_were_not_slept_away() {
    RealtimePacer pacer = new RealtimePacer(P, clock, sleeper);
    Noted noted = new Noted(300_000);
    pacer.prelude(noted);
    pacer.start();
    pacer.awaitNext(time);
    noted.aheadNs = 3 * P + P / 2;
    pacer.awaitNext(time);
    assertEquals(3 * P, time.timeNs);
    assertEquals(2, time.skipped);
    assertEquals(0, time.skippedAsleep);
    assertEquals(P / 2, time.latenessNs);
  }

  /** Notes when it ran, and takes a third of its lead. */
  private final class Noted implements Prelude {

    private final List<Long> times = new ArrayList<>();
    private final List<Long> ahead = new ArrayList<>();
    private long leadNs;
    private long aheadNs;

    Noted(long leadNs) {
      this.leadNs = leadNs;
    }

    @Override
    public void ahead(long timeNs) {
      ahead.add(timeNs);
      clock.advance(aheadNs);
    }

    @Override
    public long leadNs() {
      return leadNs;
    }

    @Override
    public void run(long timeNs, long dtNs) {
      times.add(timeNs);
      clock.advance(leadNs / 3);
    }
  }
}
