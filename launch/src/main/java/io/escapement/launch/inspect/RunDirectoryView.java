package io.escapement.launch.inspect;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.escapement.controller.config.FileRecord;
import io.escapement.controller.journal.JournalHeader;
import io.escapement.controller.journal.JournalProblem;
import io.escapement.controller.journal.JournalSurvey;
import io.escapement.controller.journal.Provenance;
import io.escapement.controller.journal.RunDirectory;
import io.escapement.launch.session.RecordedSafety;
import io.escapement.launch.summary.CertifiedFigures;
import io.escapement.launch.summary.CertifiedText;
import io.escapement.launch.text.Numbers;
import io.escapement.launch.text.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A run directory as its journal tells it. Without a readable header, what the header says is null.
 *
 * @param kind {@code run_directory}
 * @param path the directory
 * @param header what stands before the records
 * @param revisions number of revisions
 * @param ticks ticks that are recorded
 * @param lastTick the last of them, -1 for none
 * @param durationS time of the recorded ticks, seconds
 * @param bytes size of the journal
 * @param keyframes ticks from which a replay can start
 * @param gaps ticks that are missing
 * @param ended whether the journal has its end
 * @param recovered whether recovery wrote the end
 * @param lost ticks that ran and are not recorded
 * @param problems what is not as it was written
 * @param models the models that it used, and what can run them here
 * @param certified what the certified filter went by; null without one, or if it cannot be read
 * @param notes what else there is to say
 * @param summary the run's {@code summary.json}, or null
 */
public record RunDirectoryView(
    String kind,
    String path,
    HeaderView header,
    int revisions,
    long ticks,
    @JsonProperty("last_tick") long lastTick,
    @JsonProperty("duration_s") Double durationS,
    long bytes,
    List<Long> keyframes,
    List<GapView> gaps,
    boolean ended,
    boolean recovered,
    long lost,
    List<String> problems,
    List<RecordedModelView> models,
    CertifiedView certified,
    List<String> notes,
    JsonNode summary)
    implements Inspected {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double NS_PER_S = 1e9;
  private static final int SHOWN = 8;
  private static final int SHOWN_HASH = 12;

  /**
   * What stands before the records.
   *
   * @param runId identity of the run
   * @param started wall clock at the header, UTC
   * @param rateHz ticks a second
   * @param pacer what time was
   * @param record {@code full} or {@code inputs}
   * @param keyframeTicks ticks from one keyframe to the next
   * @param versions software by name
   * @param engines what computed boundary channels
   * @param processor its model, architecture and flags
   * @param configurationHash hash over the resolved configuration
   * @param seed seed of the run's random numbers
   * @param files every file that the run read
   * @param jars the plug-ins that it was made from
   * @param layout the record's size by role
   */
  public record HeaderView(
      @JsonProperty("run_id") String runId,
      String started,
      @JsonProperty("rate_hz") double rateHz,
      String pacer,
      String record,
      @JsonProperty("keyframe_ticks") int keyframeTicks,
      Map<String, String> versions,
      Map<String, String> engines,
      Map<String, String> processor,
      @JsonProperty("configuration_hash") String configurationHash,
      long seed,
      List<FileRecord> files,
      List<FileRecord> jars,
      LayoutView layout) {

    static HeaderView of(JournalHeader header) {
      Provenance from = header.provenance();
      JournalHeader.Schedule schedule = header.schedule();
      return new HeaderView(
          header.runId(),
          Instant.ofEpochSecond(0, schedule.wallNs()).toString(),
          NS_PER_S / schedule.periodNs(),
          schedule.pacer(),
          header.settings().record().key(),
          header.settings().keyframeTicks(),
          from.versions(),
          from.engines(),
          Map.of(
              "model", from.processor().model(),
              "architecture", from.processor().architecture(),
              "flags", from.processor().flags()),
          from.configurationHash(),
          from.seed(),
          from.files(),
          from.jars(),
          LayoutView.of(header.layout()));
    }
  }

  /**
   * Ticks that are missing.
   *
   * @param afterTick the last tick before them
   * @param nextTick the first tick after them
   */
  public record GapView(
      @JsonProperty("after_tick") long afterTick, @JsonProperty("next_tick") long nextTick) {}

  /**
   * Shows a journal.
   *
   * @param directory the run directory
   * @param survey what one pass over its journal found
   * @param bytes size of the journal
   * @param summary the run's summary, or null
   */
  static RunDirectoryView of(
      RunDirectory directory, JournalSurvey survey, long bytes, JsonNode summary) {
    HeaderView header = survey.headers().isEmpty() ? null : HeaderView.of(survey.headers().get(0));
    RecordedSafety safety =
        isCertified(survey) ? RecordedSafety.of(directory, survey.headers().get(0)) : null;
    return new RunDirectoryView(
        "run_directory",
        directory.path().toString(),
        header,
        survey.headers().size(),
        survey.ticks(),
        survey.lastTick(),
        header == null ? null : survey.ticks() / header.rateHz(),
        bytes,
        survey.keyframes().stream().map(JournalSurvey.Keyframe::tick).toList(),
        survey.gaps().stream().map(gap -> new GapView(gap.afterTick(), gap.nextTick())).toList(),
        survey.ended(),
        survey.recovered(),
        survey.lost(),
        survey.problems().stream().map(JournalProblem::text).toList(),
        survey.headers().isEmpty()
            ? List.of()
            : RecordedModelView.of(directory, survey.headers().get(0)),
        safety == null ? null : safety.settings().flatMap(CertifiedView::of).orElse(null),
        safety == null || safety.problem() == null
            ? List.of()
            : List.of("the certified filter's settings cannot be shown: " + safety.problem()),
        summary);
  }

  private static boolean isCertified(JournalSurvey survey) {
    return !survey.headers().isEmpty()
        && survey.headers().get(0).layout().slots().stream()
            .anyMatch(slot -> slot.spec().name().endsWith("/certified/active"));
  }

  @Override
  public String text() {
    Table table = new Table(2);
    if (header != null) {
      headerRows(table);
    }
    table.row(
        "journal",
        ticks
            + " ticks"
            + (durationS == null ? "" : " (" + Numbers.of(durationS) + " s)")
            + ", "
            + Numbers.of(bytes / 1e6)
            + " MB, "
            + keyframes.size()
            + " keyframes, "
            + lost
            + " lost, "
            + (ended ? (recovered ? "ended by recovery" : "ended") : "NOT ENDED"));
    if (!ended) {
      table.row("", "the run goes on, or was killed: escapement recover " + path);
    }
    limited(gaps, table, "gap", gap -> "from " + gap.afterTick() + " to " + gap.nextTick());
    limited(problems, table, "PROBLEM", problem -> problem);
    if (certified != null) {
      certified.rows(table);
    }
    notes.forEach(note -> table.row("note", note));
    summaryRows(table);
    return (path
            + ": run directory\n"
            + table.text()
            + (certified == null ? "" : certified.jointText()))
        .stripTrailing();
  }

  private void headerRows(Table table) {
    table.row("run", header.runId() + ", started " + header.started());
    table.row(
        "loop",
        Numbers.of(header.rateHz())
            + " Hz, "
            + header.pacer()
            + ", recorded "
            + header.record()
            + ", keyframe every "
            + header.keyframeTicks()
            + " ticks"
            + (revisions > 1 ? ", " + revisions + " revisions" : ""));
    header.versions().forEach((name, version) -> table.row(name, version));
    header.engines().forEach((name, engine) -> table.row(name, engine));
    for (RecordedModelView model : models) {
      table.row("model", content(model.sha256(), model.file()));
      EngineView.rows(table, model.engines());
    }
    table.row(
        "processor",
        header.processor().get("model") + ", " + header.processor().get("architecture"));
    table.row("record", header.layout().text());
    limited(header.jars(), table, "plug-in", RunDirectoryView::content);
    limited(header.files(), table, "file", RunDirectoryView::content);
  }

  private static String content(String sha256, String path) {
    return sha256.substring(0, SHOWN_HASH) + "  " + path;
  }

  private static String content(FileRecord file) {
    return content(file.sha256(), file.path()) + " (" + file.bytes() + " bytes)";
  }

  private static <T> void limited(
      List<T> all, Table table, String name, Function<T, String> words) {
    all.stream().limit(SHOWN).forEach(one -> table.row(name, words.apply(one)));
    if (all.size() > SHOWN) {
      table.row("", "and " + (all.size() - SHOWN) + " more (--json shows all)");
    }
  }

  private void summaryRows(Table table) {
    if (summary == null) {
      table.row("summary", "none: the run has not come to its end by itself");
      return;
    }
    List<String> words = new ArrayList<>();
    words.add(summary.path("end").asText("?"));
    add(words, "mode ", summary.path("mode"));
    add(words, "policy calls ", summary.path("policy_calls"));
    add(words, "overruns ", summary.path("overruns"));
    add(words, "fell ", summary.path("fell"));
    table.row("summary", String.join(", ", words));
    certifiedRows(table);
    JsonNode moved = summary.path("base_displacement_m");
    if (moved.isArray() && moved.size() == 3) {
      table.row(
          "",
          "base moved "
              + Numbers.of(moved.get(0).asDouble())
              + " m in x, "
              + Numbers.of(moved.get(1).asDouble())
              + " m in y");
    }
  }

  private void certifiedRows(Table table) {
    JsonNode figures = summary.path("certified");
    if (!figures.isObject()) {
      return;
    }
    try {
      CertifiedText.lines(JSON.treeToValue(figures, CertifiedFigures.class))
          .forEach(line -> table.row("", line));
    } catch (JsonProcessingException e) {
      table.row("note", "what the certified filter did cannot be shown: " + e.getOriginalMessage());
    }
  }

  private static void add(List<String> words, String name, JsonNode value) {
    if (!value.isMissingNode() && !value.isNull()) {
      words.add(name + value.asText());
    }
  }
}
