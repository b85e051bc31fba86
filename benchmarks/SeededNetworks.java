import io.escapement.policy.onnx.SeededGru;
import io.escapement.policy.onnx.SeededLstm;
import io.escapement.policy.onnx.SeededMlp;
import io.escapement.policy.onnx.SeededRaptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the seeded networks of docs/performance.md as files for {@code bench policy}. */
public final class SeededNetworks {

  private SeededNetworks() {}

  /**
   * Writes the networks.
   *
   * @param words the folder to write to, made if it is not there
   * @throws IOException if it cannot be written
   */
  public static void main(String[] words) throws IOException {
    Path folder = Files.createDirectories(Path.of(words[0]));
    write(folder, "48-512-256-128-12", SeededMlp.model(1, 48, 512, 256, 128, 12));
    write(folder, "64-64-64", SeededMlp.model(1, 64, 64, 64));
    write(folder, "raptor", SeededRaptor.model(1));
    write(folder, "gru-48-256", SeededGru.model(1, 48, 256, 1, 12));
    write(folder, "lstm-48-256", SeededLstm.model(1, 48, 256, 1, 12));
  }

  private static void write(Path folder, String name, byte[] model) throws IOException {
    System.out.println(Files.write(folder.resolve(name + ".onnx"), model));
  }
}
