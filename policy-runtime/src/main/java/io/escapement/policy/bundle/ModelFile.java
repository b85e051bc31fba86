package io.escapement.policy.bundle;

import io.escapement.controller.config.FileSource;
import io.escapement.controller.config.Origin;
import io.escapement.controller.config.PreflightException;
import io.escapement.controller.config.Sha256;
import java.nio.file.Path;
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
}
