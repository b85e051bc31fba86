package io.escapement.controller.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.escapement.controller.config.FileRecord;
import io.escapement.controller.record.ChannelSpec;
import io.escapement.controller.record.ChannelType;
import io.escapement.controller.record.RecordLayout;
import io.escapement.controller.record.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The journal's header as JSON. Unknown keys are left alone, so that later versions may add. */
final class HeaderJson {

  private static final ObjectMapper JSON = new ObjectMapper();

  private HeaderJson() {}

  static byte[] write(JournalHeader header) {
    ObjectNode root = JSON.createObjectNode();
    root.put("format_version", JournalHeader.FORMAT_VERSION);
    root.put("run_id", header.runId());
    root.put("revision", header.revision());
    JournalHeader.Schedule schedule = header.schedule();
    root.put("period_ns", schedule.periodNs());
    root.put("pacer", schedule.pacer());
    root.putObject("anchor").put("wall_ns", schedule.wallNs()).put("time_ns", schedule.timeNs());
    writeSettings(root.putObject("journal"), header.settings());
    Provenance provenance = header.provenance();
    root.put("configuration_hash", provenance.configurationHash());
    root.put("seed", provenance.seed());
    writeMap(root.putObject("versions"), provenance.versions());
    writeMap(root.putObject("engines"), provenance.engines());
    root.putObject("processor")
        .put("model", provenance.processor().model())
        .put("architecture", provenance.processor().architecture())
        .put("flags", provenance.processor().flags());
    writeFiles(root.putArray("files"), provenance.files());
    writeFiles(root.putArray("jars"), provenance.jars());
    root.put("layout_hash", header.layout().hash());
    root.put("record_bytes", header.layout().length());
    writeLayout(root.putArray("layout"), header.layout());
    try {
      return JSON.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values can be written", e);
    }
  }

  static JournalHeader read(byte[] json) {
    try {
      JsonNode root = JSON.readTree(json);
      int version = required(root, "format_version").intValue();
      if (version > JournalHeader.FORMAT_VERSION) {
        throw new JournalException(
            "the journal has format "
                + version
                + ", this version of Escapement reads up to "
                + JournalHeader.FORMAT_VERSION
                + ": use a later one");
      }
      RecordLayout layout = readLayout(required(root, "layout"));
      String layoutHash = required(root, "layout_hash").textValue();
      if (!layout.hash().equals(layoutHash)) {
        throw new JournalException(
            "the journal's header contradicts itself: its layout has hash "
                + layout.hash()
                + ", it says "
                + layoutHash);
      }
      JsonNode anchor = required(root, "anchor");
      JsonNode processor = required(root, "processor");
      return new JournalHeader(
          required(root, "run_id").textValue(),
          required(root, "revision").intValue(),
          layout,
          new JournalHeader.Schedule(
              required(root, "period_ns").longValue(),
              required(root, "pacer").textValue(),
              required(anchor, "wall_ns").longValue(),
              required(anchor, "time_ns").longValue()),
          readSettings(required(root, "journal")),
          new Provenance(
              readFiles(required(root, "files")),
              required(root, "configuration_hash").textValue(),
              readMap(required(root, "versions")),
              readMap(required(root, "engines")),
              new ProcessorFingerprint(
                  required(processor, "model").textValue(),
                  required(processor, "architecture").textValue(),
                  required(processor, "flags").textValue()),
              required(root, "seed").longValue(),
              readFiles(required(root, "jars"))));
    } catch (IOException | IllegalArgumentException e) {
      throw new JournalException("the journal's header cannot be read: " + e.getMessage(), e);
    }
  }

  private static void writeSettings(ObjectNode node, JournalSettings settings) {
    node.put("record", settings.record().key());
    node.put("keyframe_ticks", settings.keyframeTicks());
    node.put("ring_bytes", settings.ringBytes());
    node.put("reserve_bytes", settings.reserveBytes());
    node.put("sync_ms", settings.syncMs());
    node.put("roll", settings.roll().key());
  }

  private static JournalSettings readSettings(JsonNode node) {
    return new JournalSettings(
        RecordMode.of(required(node, "record").textValue()),
        required(node, "keyframe_ticks").intValue(),
        required(node, "ring_bytes").longValue(),
        required(node, "reserve_bytes").longValue(),
        required(node, "sync_ms").intValue(),
        QueueRoll.of(required(node, "roll").textValue()));
  }

  private static void writeLayout(ArrayNode array, RecordLayout layout) {
    for (RecordLayout.Slot slot : layout.slots()) {
      ChannelSpec spec = slot.spec();
      ObjectNode node = array.addObject();
      node.put("name", spec.name());
      node.put("type", spec.type().name().toLowerCase(Locale.ROOT));
      node.put("count", spec.count());
      node.put("role", spec.role().name().toLowerCase(Locale.ROOT));
      node.put("boundary", spec.boundary());
      node.put("unit", spec.unit());
      ArrayNode labels = node.putArray("labels");
      spec.labels().forEach(labels::add);
      node.put("offset", slot.offset());
    }
  }

  private static RecordLayout readLayout(JsonNode array) {
    List<ChannelSpec> specs = new ArrayList<>();
    for (JsonNode node : array) {
      List<String> labels = new ArrayList<>();
      required(node, "labels").forEach(label -> labels.add(label.textValue()));
      specs.add(
          new ChannelSpec(
              required(node, "name").textValue(),
              ChannelType.valueOf(required(node, "type").textValue().toUpperCase(Locale.ROOT)),
              required(node, "count").intValue(),
              Role.valueOf(required(node, "role").textValue().toUpperCase(Locale.ROOT)),
              required(node, "boundary").booleanValue(),
              required(node, "unit").textValue(),
              labels));
    }
    return new RecordLayout(specs);
  }

  private static void writeFiles(ArrayNode array, List<FileRecord> files) {
    for (FileRecord file : files) {
      array
          .addObject()
          .put("path", file.path())
          .put("sha256", file.sha256())
          .put("bytes", file.bytes());
    }
  }

  private static List<FileRecord> readFiles(JsonNode array) {
    List<FileRecord> files = new ArrayList<>();
    for (JsonNode node : array) {
      files.add(
          new FileRecord(
              required(node, "path").textValue(),
              required(node, "sha256").textValue(),
              required(node, "bytes").longValue()));
    }
    return files;
  }

  private static void writeMap(ObjectNode node, Map<String, String> map) {
    map.forEach(node::put);
  }

  private static Map<String, String> readMap(JsonNode node) {
    Map<String, String> map = new TreeMap<>();
    node.properties().forEach(entry -> map.put(entry.getKey(), entry.getValue().textValue()));
    return map;
  }

  private static JsonNode required(JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (value == null || value.isNull()) {
      throw new JournalException("the journal's header has no '" + key + "'");
    }
    return value;
  }
}
