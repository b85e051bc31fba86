package io.escapement.controller.stage;

import java.util.Objects;

/** One entry of a pipeline: exactly one of source, stage and sink. */
record Step(Phase phase, Kind kind, String name, Source source, Stage stage, Sink sink) {

  /** What a step is; sources run first in their phase. */
  enum Kind {
    SOURCE,
    STAGE,
    SINK
  }

  Step {
    Objects.requireNonNull(name, "name of a step");
    Objects.requireNonNull(phase, () -> name + ": its phase is null");
  }

  static Step of(Source source) {
    return new Step(source.phase(), Kind.SOURCE, source.name(), source, null, null);
  }

  static Step of(Stage stage) {
    return new Step(stage.phase(), Kind.STAGE, stage.name(), null, stage, null);
  }

  static Step of(Sink sink) {
    return new Step(Phase.WRITE, Kind.SINK, sink.name(), null, null, sink);
  }

  void declare(Wiring wiring) {
    switch (kind) {
      case SOURCE -> source.declare(wiring);
      case STAGE -> stage.declare(wiring);
      case SINK -> sink.declare(wiring);
    }
  }
}
