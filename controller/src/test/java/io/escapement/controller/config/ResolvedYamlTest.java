package io.escapement.controller.config;

import static io.escapement.controller.config.Texts.yaml;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolvedYamlTest {
  @TempDir Path dir;

  @Test
  void readsBackToTheSameTree() {
    YamlNode root =
        yaml(
            "a: {b: [1, 2.50, .inf], c: '5', d: null, e: yes, f: 'true'}\n"
                + "'.*_hip': !!python/name:x {k: \"multi\\nline\"}\nempty: {}\nlist: [{x: 1}, []]\n"
                + "text: 'with: colon # and hash'\n");
    String written = ResolvedYaml.write(root);
    assertTrue(YamlTrees.sameContent(yaml(written), root), written);
  }

  @Test
  void writesFilesThatWereReadAsAbsolutePaths() throws IOException {
    Files.createDirectories(dir.resolve("sub"));
    Files.writeString(dir.resolve("sub/m.xml"), "<x/>");
    Files.writeString(dir.resolve("sub/run.yaml"), "model: m.xml\nnote: n.xml\nlit: $${env:X}\n");
    DiskFiles files = new DiskFiles();
    ConfigurationLoader loader = new ConfigurationLoader(files, Environment.of(Map.of()), dir);
    YamlNode root = loader.load(Path.of("sub/run.yaml"));
    root.get("model").readFile(files);
    Files.writeString(dir.resolve("run.yaml"), ResolvedYaml.write(root, files.filesRead()));
    YamlNode again = loader.load(Path.of("run.yaml"));
    assertEquals(root.get("model").path(), again.get("model").path());
    assertEquals("n.xml", again.get("note").string());
    assertEquals("${env:X}", again.get("lit").string());
  }

  @Property(tries = 300)
  void everyTreeReadsBack(@ForAll("trees") YamlNode tree) {
    YamlNode root = YamlNode.sequence(tree.origin(), "", "", List.of(tree));
    String written = ResolvedYaml.write(root);
    assertTrue(YamlTrees.sameContent(yaml(written), root), written);
  }

  @Provide
  Arbitrary<YamlNode> trees() {
    return tree(3);
  }

  private static Arbitrary<YamlNode> tree(int depth) {
    Origin origin = new Origin("x", Path.of("/"), 1, 1);
    Arbitrary<String> texts =
        Arbitraries.oneOf(
            Arbitraries.of(
                "", " ", "null", "true", "1", "1e3", "~", "- a", "a: b", "#x", "\"", "'", "[", "{}",
                "é", "\t", "a\nb", "<<", "=", "!x", "&a", "*a", "...", "---", "a ", " a", "%x", "@",
                "`", "\u2028", "0x1F", ".inf"),
            Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(130));
    Arbitrary<YamlNode> scalars =
        Arbitraries.oneOf(
            texts.map(t -> YamlNode.scalar(origin, "", "", t, ScalarType.STRING)),
            Arbitraries.doubles()
                .map(
                    d ->
                        YamlNode.scalar(
                            origin, "", "", plain(d), YamlReader.typeOfPlain(plain(d)))),
            Arbitraries.longs()
                .map(l -> YamlNode.scalar(origin, "", "", "" + l, ScalarType.INTEGER)));
    if (depth == 0) {
      return scalars;
    }
    Arbitrary<YamlNode> lists =
        tree(depth - 1).list().ofMaxSize(3).map(items -> YamlNode.sequence(origin, "", "", items));
    Arbitrary<YamlNode> mappings =
        texts
            .filter(t -> !t.equals("<<"))
            .flatMap(key -> tree(depth - 1).map(value -> Tuple.of(key, value)))
            .list()
            .ofMaxSize(3)
            .map(
                entries -> {
                  Map<String, YamlNode.Member> members = new LinkedHashMap<>();
                  entries.forEach(
                      e -> members.put(e.get1(), new YamlNode.Member(e.get1(), origin, e.get2())));
                  return YamlNode.mapping(origin, "", "", members);
                });
    return Arbitraries.oneOf(scalars, lists, mappings);
  }

  private static String plain(double value) {
    return Double.toString(value);
  }
}
