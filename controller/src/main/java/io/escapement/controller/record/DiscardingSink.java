package io.escapement.controller.record;

/** Takes every record and keeps none: for rehearsals and measurements. */
public final class DiscardingSink implements RecordSink {

  /** Creates the sink. */
  public DiscardingSink() {}

  @Override
  public boolean offer(TickRecord record) {
    return true;
  }

  @Override
  public long depth() {
    return 0;
  }

  @Override
  public int state() {
    return SOUND;
  }

  @Override
  public void end() {}
}
