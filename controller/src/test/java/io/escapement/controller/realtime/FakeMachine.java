package io.escapement.controller.realtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder with what a kernel would show in {@code proc} and {@code sys}. */
record FakeMachine(Path root) {

  FakeMachine with(String file, String text) {
    try {
      Path path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, text + "\n");
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With a file below that of the processors. */
  FakeMachine cpu(String file, String text) {
    return with("sys/devices/system/cpu/" + file, text);
  }

  KernelFiles files() {
    return new KernelFiles(root);
  }
}
