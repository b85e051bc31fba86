package io.escapement.policy.onnx;

import java.util.List;
import java.util.Objects;

/** One attribute of an ONNX node. */
public sealed interface OnnxAttribute {

  /**
   * The attribute's name in the operator's specification.
   *
   * @return the name, never null
   */
  String name();

  /**
   * An attribute of type FLOAT.
   *
   * @param name the attribute's name
   * @param value the value
   */
  record Real(String name, float value) implements OnnxAttribute {
    /**
     * Checks the name.
     *
     * @param name the attribute's name
     * @param value the value
     */
    public Real {
      Objects.requireNonNull(name, "name");
    }
  }

  /**
   * An attribute of type INT.
   *
   * @param name the attribute's name
   * @param value the value
   */
  record Int(String name, long value) implements OnnxAttribute {
    /**
     * Checks the name.
     *
     * @param name the attribute's name
     * @param value the value
     */
    public Int {
      Objects.requireNonNull(name, "name");
    }
  }

  /**
   * An attribute of type INTS.
   *
   * @param name the attribute's name
   * @param values the values, in order
   */
  record Ints(String name, List<Long> values) implements OnnxAttribute {
    /**
     * Checks the name and keeps a copy of the values.
     *
     * @param name the attribute's name
     * @param values the values, in order
     */
    public Ints {
      Objects.requireNonNull(name, "name");
      values = List.copyOf(values);
    }
  }

  /**
   * An attribute of type STRING.
   *
   * @param name the attribute's name
   * @param value the text, written as UTF-8
   */
  record Text(String name, String value) implements OnnxAttribute {
    /**
     * Checks the name and the text.
     *
     * @param name the attribute's name
     * @param value the text
     */
    public Text {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(value, "value");
    }
  }

  /**
   * An attribute of type FLOATS.
   *
   * @param name the attribute's name
   * @param values the values, in order
   */
  record Reals(String name, List<Float> values) implements OnnxAttribute {
    /**
     * Checks the name and keeps a copy of the values.
     *
     * @param name the attribute's name
     * @param values the values, in order
     */
    public Reals {
      Objects.requireNonNull(name, "name");
      values = List.copyOf(values);
    }
  }

  /**
   * An attribute of type STRINGS.
   *
   * @param name the attribute's name
   * @param values the texts, in order
   */
  record Texts(String name, List<String> values) implements OnnxAttribute {
    /**
     * Checks the name and keeps a copy of the texts.
     *
     * @param name the attribute's name
     * @param values the texts, in order
     */
    public Texts {
      Objects.requireNonNull(name, "name");
      values = List.copyOf(values);
    }
  }

  /**
   * An attribute of type TENSOR, such as the value of a {@code Constant}.
   *
   * @param name the attribute's name
   * @param value the tensor
   */
  record Tensor(String name, OnnxTensor value) implements OnnxAttribute {
    /**
     * Checks the name and the tensor.
     *
     * @param name the attribute's name
     * @param value the tensor
     */
    public Tensor {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(value, "value");
    }
  }

  /**
   * An attribute of a type that is only read past: inner graphs, sparse tensors, types.
   *
   * @param name the attribute's name
   */
  record Unread(String name) implements OnnxAttribute {
    /**
     * Checks the name.
     *
     * @param name the attribute's name
     */
    public Unread {
      Objects.requireNonNull(name, "name");
    }
  }
}
