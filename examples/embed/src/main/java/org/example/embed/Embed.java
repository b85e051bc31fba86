package org.example.embed;

import io.escapement.controller.journal.JournalHeader;
import io.escapement.controller.journal.RecordTap;
import io.escapement.launch.session.RunSession;
import io.escapement.launch.summary.RunSummary;
import java.nio.file.Path;
import java.util.List;
import org.agrona.DirectBuffer;

/** Runs a policy in a program of one's own and watches one of its channels. */
public final class Embed {

  public static void main(String[] args) {
    RunSession session = RunSession.prepare(Path.of(args[0]), List.of("loop.pacer=lockstep"));
    Furthest furthest = new Furthest();
    session.observe(furthest);
    RunSummary summary = session.run(false);
    System.out.printf(
        "furthest %.2f m, fell %s, %s%n", furthest.m, summary.fell(), summary.runDir());
    System.exit(session.failed() ? 1 : 0);
  }

  /** The greatest x of the base; called on the journal's thread, with every record. */
  private static final class Furthest implements RecordTap {
    private int x;
    private double m;

    @Override
    public void revision(JournalHeader header) {
      x = header.layout().find("tock/truth/position").offset();
    }

    @Override
    public void record(long tick, DirectBuffer buffer, int offset) {
      m = Math.max(m, buffer.getDouble(offset + x));
    }
  }
}
