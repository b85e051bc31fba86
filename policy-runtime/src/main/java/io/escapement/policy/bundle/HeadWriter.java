package io.escapement.policy.bundle;

import io.escapement.policy.bundle.ParameterSpec.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the key {@code head} of a bundle. */
public final class HeadWriter {

  private HeadWriter() {}

  /**
   * Writes a head.
   *
   * @param head the head
   * @return a mapping on one line, which reads back as an equal head
   */
  public static String mapping(HeadSpec head) {
    List<String> keys = new ArrayList<>();
    if (head instanceof HeadSpec.Gaussian gaussian) {
      keys.add("type: " + (gaussian.squashed() ? "tanh_gaussian" : "gaussian"));
      parameter(word(gaussian.scale()), gaussian.spread(), keys);
    } else if (head instanceof HeadSpec.Beta beta) {
      keys.add("type: beta");
      parameter("beta", beta.beta(), keys);
      keys.add("bounds: " + BundleWriter.pairs(beta.bounds()));
      keys.add("deterministic: " + word(beta.centre()));
    } else {
      keys.add("type: " + (head instanceof HeadSpec.Tanh ? "tanh" : "deterministic"));
    }
    if (head.sample()) {
      keys.add("sample: true");
    }
    return "{" + String.join(", ", keys) + "}";
  }

  private static void parameter(String key, ParameterSpec spec, List<String> keys) {
    keys.add(key + ": " + source(spec.source()));
    if (spec.mapping() != Mapping.NONE) {
      keys.add("mapping: " + word(spec.mapping()));
    }
    if (spec.mapping() == Mapping.CLAMP || spec.mapping() == Mapping.TANH) {
      keys.add("range: " + BundleWriter.list(List.of(spec.low(), spec.high())));
    }
    if (spec.mapping() == Mapping.SOFTPLUS) {
      keys.add("offset: " + spec.offset());
    }
  }

  private static String source(ParameterSpec.Source source) {
    if (source instanceof ParameterSpec.Constant constant) {
      return BundleWriter.numbers(constant.values());
    }
    if (source instanceof ParameterSpec.OfOutput output) {
      return "{output: " + BundleWriter.quoted(output.tensor()) + "}";
    }
    return "second_half";
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
