package io.escapement.policy.bundle;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Tensors' names, which may be any text, as parts of channels' names. */
public final class TensorChannel {

  /** What a channel's name cannot have: other signs, and slashes with nothing beside them. */
  private static final Pattern UNFIT = Pattern.compile("[^A-Za-z0-9_.:/-]|^/|/$|/(?=/)");

  private TensorChannel() {}

  /**
   * Turns a tensor's name into a part of a channel's name, different ones into different ones.
   *
   * @param tensor the name in the model
   * @return the same, with {@code :xxxx} (UTF-16, hexadecimal) for what a channel's name cannot
   *     have
   */
  public static String name(String tensor) {
    return UNFIT.matcher(tensor).replaceAll(TensorChannel::code);
  }

  private static String code(MatchResult sign) {
    StringBuilder code = new StringBuilder();
    sign.group().chars().forEach(unit -> code.append(String.format(":%04x", unit)));
    return code.toString();
  }
}
