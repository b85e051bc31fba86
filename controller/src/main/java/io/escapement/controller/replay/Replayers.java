package io.escapement.controller.replay;

import io.escapement.controller.journal.JournalHeader;
import io.escapement.controller.stage.Pipeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The replayers of one thread, one for each revision that it has met. */
final class Replayers implements AutoCloseable {

  private final PipelineFactory factory;
  private final Function<JournalHeader, BoundaryRule> rules;
  private final Map<Integer, Replayer> byRevision = new HashMap<>();
  private final List<Pipeline> built = new ArrayList<>();

  Replayers(PipelineFactory factory, Function<JournalHeader, BoundaryRule> rules) {
    this.factory = factory;
    this.rules = rules;
  }

  Replayer of(JournalHeader header) {
    Replayer replayer = byRevision.get(header.revision());
    if (replayer == null) {
      replayer = create(header);
      byRevision.put(header.revision(), replayer);
    }
    return replayer;
  }

  private Replayer create(JournalHeader header) {
    Pipeline pipeline = factory.create(header);
    built.add(pipeline);
    return new Replayer(pipeline, header.layout(), rules.apply(header));
  }

  @Override
  public void close() {
    built.forEach(Pipeline::close);
  }
}
