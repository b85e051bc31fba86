package io.escapement.policy.stage;

import io.escapement.controller.journal.JournalReader;
import io.escapement.controller.journal.JournalWriter;
import io.escapement.controller.journal.JournaledRun;
import io.escapement.controller.journal.RecordMode;
import io.escapement.controller.journal.RunDirectory;
import io.escapement.controller.journal.SharedRing;
import io.escapement.controller.record.Channel;
import io.escapement.controller.record.F32Channel;
import io.escapement.controller.record.F64Channel;
import io.escapement.controller.record.I32Channel;
import io.escapement.controller.record.I64Channel;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.replay.BoundaryRule;
import io.escapement.controller.replay.Stretch;
import io.escapement.controller.replay.Verification;
import io.escapement.controller.replay.Verifier;
import io.escapement.controller.robot.RobotModel;
import io.escapement.controller.stage.PhaseClock;
import io.escapement.controller.stage.Pipeline;
import io.escapement.controller.stage.PipelineBuilder;
import io.escapement.policy.asynchronous.OffLoop;
import io.escapement.policy.bundle.PolicyBundle;
import io.escapement.policy.inference.onnxruntime.OnnxRuntimeEngine;
import java.nio.file.Path;
import java.util.List;

/** A leg whose policy may run beside the loop, in lockstep at 250 Hz, journaled and verified. */
final class AsynchronousLeg {

  static final long TICK_NS = 4_000_000;
  private static final int KEYFRAME_TICKS = 97;

  private final Workshop workshop;
  private final PolicyBundle bundle;
  private final RobotModel leg;

  AsynchronousLeg(Workshop workshop, PolicyBundle bundle) {
    this.workshop = workshop;
    this.bundle = bundle;
    this.leg = workshop.leg();
  }

  private PolicyParts parts() {
    return PolicyStages.parts(
        bundle, leg, workshop.files(), new OnnxRuntimeEngine(), PolicyOptions.main(TICK_NS));
  }

  /** A live pipeline with its world. */
  Live live(boolean lockstep) {
    LegLoop.World world = new LegLoop.World();
    PipelineBuilder builder = new PipelineBuilder().add(world);
    PolicyParts parts = parts();
    parts.stages().forEach(builder::add);
    if (parts.offLoop().isPresent()) {
      OffLoop.Connection connection = parts.offLoop().get().connect(lockstep);
      connection.sources().forEach(builder::add);
      connection.sinks().forEach(builder::add);
    }
    return new Live(world, builder.build());
  }

  Pipeline replaying(RecordLayout layout) {
    PipelineBuilder builder = new PipelineBuilder().recordedInputs(layout);
    PolicyParts parts = parts();
    parts.stages().forEach(builder::add);
    parts.offLoop().ifPresent(off -> off.recomputations().forEach(builder::add));
    return builder.build();
  }

  /** Runs in lockstep and journals; the folder is the test's. */
  RunDirectory record(Path folder, RecordMode mode, int ticks) {
    RunDirectory directory = JournaledRun.newDirectory(folder);
    var settings = JournaledRun.settings(mode, KEYFRAME_TICKS);
    JournalWriter writer = JournalWriter.start(directory, settings, List.of());
    try (Live live = live(true)) {
      Pipeline pipeline = live.pipeline;
      SharedRing ring = writer.open(JournaledRun.header(directory, 0, pipeline, settings));
      JournaledRun.offerUntilTaken(ring, pipeline);
      for (int tick = 0; tick < ticks; tick++) {
        live.world.move(tick);
        live.tick();
        JournaledRun.offerUntilTaken(ring, pipeline);
      }
      ring.end();
    }
    if (!writer.finish().complete()) {
      throw new IllegalStateException("the journal is incomplete");
    }
    return directory;
  }

  Verification verify(RunDirectory run, Stretch stretch) {
    return new Verifier(
            JournalReader.open(run),
            header -> replaying(header.layout()),
            header -> BoundaryRule.EXACT)
        .verify(stretch);
  }

  /** A pipeline that a test ticks. */
  static final class Live implements AutoCloseable {

    final LegLoop.World world;
    final Pipeline pipeline;
    private long tick;

    Live(LegLoop.World world, Pipeline pipeline) {
      this.world = world;
      this.pipeline = pipeline;
    }

    void tick() {
      pipeline.setTime(tick, tick * TICK_NS, TICK_NS, 0);
      tick++;
      pipeline.tick(PhaseClock.NONE);
    }

    I64Channel i64(String name) {
      return attached(I64Channel.reading("leg/" + name, Channel.ANY_COUNT));
    }

    I32Channel i32(String name) {
      return attached(I32Channel.reading("leg/" + name, Channel.ANY_COUNT));
    }

    F64Channel f64(String name) {
      return attached(F64Channel.reading("leg/" + name, Channel.ANY_COUNT));
    }

    F32Channel f32(String name) {
      return attached(F32Channel.reading("leg/" + name, Channel.ANY_COUNT));
    }

    private <C extends Channel> C attached(C channel) {
      pipeline.record().attach(channel);
      return channel;
    }

    @Override
    public void close() {
      pipeline.close();
    }
  }
}
