package io.escapement.policy.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.NearestNames;
import io.escapement.controller.config.Origin;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A safetensors file: the length of a JSON header, the header, and the tensors' elements, all
 * little-endian. Instances are immutable.
 */
public final class SafeTensors {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String METADATA = "__metadata__";

  /** The length stands in eight bytes; the format itself bounds the header to this many. */
  private static final long LONGEST_HEADER = 100_000_000;

  /**
   * A tensor.
   *
   * @param name its name in the file
   * @param shape its dimensions, none for a scalar
   * @param values the elements, row by row
   */
  public record Tensor(String name, List<Long> shape, List<Double> values) {

    /**
     * Keeps copies.
     *
     * @param name its name in the file
     * @param shape its dimensions
     * @param values the elements
     */
    public Tensor {
      shape = List.copyOf(shape);
      values = List.copyOf(values);
    }
  }

  private enum Type {
    F64(Double.BYTES),
    F32(Float.BYTES),
    F16(Short.BYTES);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }

    double read(ByteBuffer data, int at) {
      return switch (this) {
        case F64 -> data.getDouble(at);
        case F32 -> data.getFloat(at);
        case F16 -> halfToDouble(data.getShort(at));
      };
    }
  }

  private final Path file;
  private final Place place;
  private final JsonNode header;
  private final ByteBuffer data;

  private SafeTensors(Path file, Place place, JsonNode header, ByteBuffer data) {
    this.file = file;
    this.place = place;
    this.header = header;
    this.data = data;
  }

  /**
   * Reads a file.
   *
   * @param file absolute path
   * @param files where it comes from
   * @param place where the user named it
   * @return the file's content
   * @throws io.escapement.controller.config.PreflightException if the file is absent, or is no
   *     safetensors file
   */
  public static SafeTensors read(Path file, FileSource files, Place place) {
    if (!files.exists(file)) {
      throw place
          .preflight()
          .summary("the file of tensors does not exist")
          .found(Origin.display(file))
          .build();
    }
    byte[] bytes = files.read(file);
    ByteBuffer whole = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long length = bytes.length < Long.BYTES ? -1 : whole.getLong(0);
    if (length < 2 || length > Math.min(LONGEST_HEADER, bytes.length - Long.BYTES)) {
      throw broken(file, place, "its header's length fits the file", "a length of " + length);
    }
    String json = new String(bytes, Long.BYTES, (int) length, StandardCharsets.UTF_8);
    try {
      JsonNode header = JSON.readTree(json);
      if (!header.isObject()) {
        throw broken(file, place, "a JSON object as its header", "something else");
      }
      int from = Long.BYTES + (int) length;
      ByteBuffer data = whole.slice(from, bytes.length - from).order(ByteOrder.LITTLE_ENDIAN);
      return new SafeTensors(file, place, header, data);
    } catch (JsonProcessingException e) {
      throw broken(file, place, "a JSON object as its header", e.getOriginalMessage());
    }
  }

  /**
   * Names of the tensors.
   *
   * @return in the order of the header
   */
  public Set<String> names() {
    Map<String, Boolean> names = new LinkedHashMap<>();
    header.fieldNames().forEachRemaining(name -> names.put(name, true));
    names.remove(METADATA);
    return names.keySet();
  }

  /**
   * Finds a tensor.
   *
   * @param name its name
   * @return the tensor, empty if the file has none of this name
   * @throws io.escapement.controller.config.PreflightException if its entry makes no sense, or its
   *     elements are of another type than F64, F32 and F16
   */
  public Optional<Tensor> find(String name) {
    return names().contains(name) ? Optional.of(tensor(name)) : Optional.empty();
  }

  /**
   * Reads a tensor.
   *
   * @param name its name
   * @return the tensor
   * @throws io.escapement.controller.config.PreflightException if there is none of this name, its
   *     entry makes no sense, or its elements are of another type than F64, F32 and F16
   */
  public Tensor get(String name) {
    return find(name)
        .orElseThrow(
            () ->
                place
                    .preflight()
                    .summary(Origin.display(file) + " has no tensor \"" + name + "\"")
                    .expected("one of " + String.join(", ", names()))
                    .remedy(NearestNames.remedy(name, names()))
                    .build());
  }

  private Tensor tensor(String name) {
    JsonNode entry = header.get(name);
    List<Long> shape = longs(entry.path("shape"));
    List<Long> span = longs(entry.path("data_offsets"));
    Type type = type(name, entry.path("dtype").asText());
    long count = count(shape);
    boolean sound =
        count >= 0
            && span.size() == 2
            && span.get(0) >= 0
            && span.get(1) <= data.capacity()
            && span.get(1) - span.get(0) == count * type.bytes;
    if (!sound) {
      throw broken(
          file,
          place,
          (count < 0 ? "the" : count * type.bytes)
              + " bytes for \""
              + name
              + "\" of shape "
              + shape,
          "data_offsets " + span + " of " + data.capacity() + " bytes");
    }
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(type.read(data, (int) (span.get(0) + (long) i * type.bytes)));
    }
    return new Tensor(name, shape, values);
  }

  /** Number of elements, negative for a shape that has none or that no file can hold. */
  private static long count(List<Long> shape) {
    long count = 1;
    for (long size : shape) {
      if (size < 1 || size > Integer.MAX_VALUE / count) {
        return -1;
      }
      count *= size;
    }
    return count;
  }

  private Type type(String name, String dtype) {
    for (Type type : Type.values()) {
      if (type.name().equals(dtype)) {
        return type;
      }
    }
    throw place
        .preflight()
        .summary("the elements of \"" + name + "\" in " + Origin.display(file) + " cannot be read")
        .expected("F64, F32 or F16")
        .found(dtype)
        .build();
  }

  private static List<Long> longs(JsonNode array) {
    List<Long> values = new ArrayList<>();
    array.forEach(value -> values.add(value.asLong(-1)));
    return values;
  }

  private static RuntimeException broken(Path file, Place place, String expected, String found) {
    return place
        .preflight()
        .summary(Origin.display(file) + " is no sound safetensors file")
        .expected(expected)
        .found(found)
        .remedy("export it again")
        .build();
  }

  /** Java 17 has no conversion of its own. */
  private static double halfToDouble(short half) {
    int exponent = half >> 10 & 0x1f;
    int fraction = half & 0x3ff;
    double magnitude;
    if (exponent == 0) {
      magnitude = fraction * 0x1p-24;
    } else if (exponent == 0x1f) {
      magnitude = fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
    } else {
      magnitude = (1 + fraction * 0x1p-10) * Math.scalb(1.0, exponent - 15);
    }
    return half < 0 ? -magnitude : magnitude;
  }
}
