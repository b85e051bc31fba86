package io.escapement.policy.bundle;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.Origin;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Sha256;
import io.escapement.controller.config.YamlNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * The model of a bundle.
 *
 * @param path absolute path of the ONNX file
 * @param sha256 the content that it must have, in hexadecimal; empty only where a foreign
 *     descriptor gave none
 */
public record ModelFile(Path path, Optional<String> sha256) {

  /**
   * Checks that both are there.
   *
   * @param path absolute path
   * @param sha256 the content's hash, or empty
   */
  public ModelFile {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(sha256, "sha256");
  }

  /**
   * Reads the file and checks its hash.
   *
   * @param files where files come from
   * @param places where the bundle was written
   * @return the file's bytes
   * @throws PreflightException if the file is absent, or another than the bundle was made for
   */
  public byte[] read(FileSource files, Places places) {
    if (!files.exists(path)) {
      throw places
          .of("model")
          .preflight()
          .summary("the model does not exist")
          .found(Origin.display(path))
          .remedy(
              "put the file there, or name another (relative to "
                  + Origin.display(places.of("model").origin().base())
                  + ")")
          .build();
    }
    byte[] bytes = files.read(path);
    String found = Sha256.of(bytes);
    if (sha256.isPresent() && !sha256.get().equals(found)) {
      throw places
          .of("sha256")
          .preflight()
          .summary(Origin.display(path) + " is not the model that this policy describes")
          .expected("sha256 " + sha256.get())
          .found("sha256 " + found)
          .remedy(
              "bring back the model; if another is meant, check every key of the policy against it"
                  + " and then write its hash")
          .build();
    }
    return bytes;
  }

  /**
   * Reads a hash as it is written. One of digits alone is a number to YAML, and a hash all the
   * same.
   *
   * @param node the value of a key {@code sha256}
   * @return 64 lower-case hexadecimal digits
   * @throws io.escapement.controller.config.ConfigurationException if it is something else
   */
  public static String sha256(YamlNode node) {
    String hash = node.string().toLowerCase(Locale.ROOT);
    if (!hash.matches("[0-9a-f]{64}")) {
      throw node.error()
          .expected("the SHA-256 of the model, 64 hexadecimal digits")
          .found(node.shown())
          .build();
    }
    return hash;
  }
}
