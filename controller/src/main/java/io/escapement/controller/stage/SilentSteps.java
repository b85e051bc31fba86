package io.escapement.controller.stage;

/**
 * Steps of a rehearsal: stages as they are, and in place of sources and sinks, which would touch
 * the world, some that do nothing.
 *
 * <p>There are three kinds of them on purpose. A compiler that has seen but one kind of source
 * compiles the tick for that kind alone, and throws the code away at the first real one.
 */
final class SilentSteps {

  /** Number of kinds. */
  static final int KINDS = 3;

  private SilentSteps() {}

  /** The steps with their sources and sinks replaced by those of one kind. */
  static Step[] of(Step[] steps, int kind) {
    Step[] silent = steps.clone();
    for (int i = 0; i < steps.length; i++) {
      Step step = steps[i];
      silent[i] =
          switch (step.kind()) {
            case SOURCE -> silentSource(step, kind);
            case STAGE -> step;
            case SINK -> silentSink(kind);
          };
    }
    return silent;
  }

  private static Step silentSource(Step step, int kind) {
    Source source =
        switch (kind) {
          case 0 -> new FirstSource(step.phase());
          case 1 -> new SecondSource(step.phase());
          default -> new ThirdSource(step.phase());
        };
    return Step.of(source);
  }

  private static Step silentSink(int kind) {
    Sink sink =
        switch (kind) {
          case 0 -> new FirstSink();
          case 1 -> new SecondSink();
          default -> new ThirdSink();
        };
    return Step.of(sink);
  }

  private interface SilentSource extends Source {
    @Override
    default String name() {
      return "rehearsal";
    }

    @Override
    default void declare(Wiring wiring) {}
  }

  private interface SilentSink extends Sink {
    @Override
    default String name() {
      return "rehearsal";
    }

    @Override
    default void declare(Wiring wiring) {}
  }

  private record FirstSource(Phase phase) implements SilentSource {
    @Override
    public void read(long timeNs) {}
  }

  private record SecondSource(Phase phase) implements SilentSource {
    @Override
    public void read(long timeNs) {}
  }

  private record ThirdSource(Phase phase) implements SilentSource {
    @Override
    public void read(long timeNs) {}
  }

  private record FirstSink() implements SilentSink {
    @Override
    public void write() {}
  }

  private record SecondSink() implements SilentSink {
    @Override
    public void write() {}
  }

  private record ThirdSink() implements SilentSink {
    @Override
    public void write() {}
  }
}
