package io.escapement.launch.acceptance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.escapement.controller.config.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A copy of the demo's files, to be spoilt, and a folder beside it in which no run may appear. */
final class DemoCopy {

  private static final String MODEL = "gait.onnx";

  private final Path folder;
  private final Path runs;

  DemoCopy(Path parent) {
    folder = Project.copy(Project.example("demo"), parent.resolve("robot"));
    runs = parent.resolve("runs");
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  Path runs() {
    return runs;
  }

  /** Replaces the first occurrence of a text in a file, where it has to be. */
  DemoCopy replace(String file, String text, String by) {
    try {
      String content = Files.readString(file(file));
      int at = content.indexOf(text);
      assertTrue(at >= 0, file + " does not have '" + text + "'");
      Files.writeString(
          file(file), content.substring(0, at) + by + content.substring(at + text.length()));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds lines at the end of a file. */
  DemoCopy append(String file, String lines) {
    try {
      Files.writeString(file(file), Files.readString(file(file)) + lines);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts one more byte behind the policy's model. */
  DemoCopy longerModel() {
    try {
      Files.write(file(MODEL), new byte[1], StandardOpenOption.APPEND);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  DemoCopy delete(String file) {
    try {
      Files.delete(file(file));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts another model in the place of the policy's, with its hash, and without golden vectors. */
  DemoCopy model(byte[] onnx) {
    try {
      String before = Sha256.of(Files.readAllBytes(file(MODEL)));
      Files.write(file(MODEL), onnx);
      return replace("policy.yaml", before, Sha256.of(onnx))
          .replace("policy.yaml", "golden: golden.json", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CommandLineResult check(String... settings) {
    List<String> words = new ArrayList<>(List.of("check", file("run.yaml").toString()));
    for (String setting : settings) {
      words.addAll(List.of("--set", setting));
    }
    return CommandLineResult.of(Project.words(runs, words));
  }

  CommandLineResult run(String duration, String... settings) {
    List<String> words =
        new ArrayList<>(
            List.of("run", file("run.yaml").toString(), "--lockstep", "--json", "--quiet"));
    words.addAll(List.of("--duration", duration));
    for (String setting : settings) {
      words.addAll(List.of("--set", setting));
    }
    return CommandLineResult.of(Project.words(runs, words));
  }
}
