package io.escapement.controller.robot;

import io.escapement.controller.config.FileSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An MJCF file with its includes put in, its compiler settings, and the assets that it names. */
final class MjcfFile {
  private static final List<String> TEXTURE_FILES =
      List.of("file", "fileright", "fileleft", "fileup", "filedown", "filefront", "fileback");

  private final Path main;
  private final FileSource files;
  private final Set<Path> included = new HashSet<>();
  private final XmlElement root;
  private final Map<String, String> compiler = new LinkedHashMap<>();

  private MjcfFile(Path main, FileSource files) {
    this.main = main;
    this.files = files;
    included.add(main);
    XmlElement top = XmlElement.parse(main, files.read(main));
    if (!top.name().equals("mujoco")) {
      throw top.error()
          .expected("an MJCF file with the root <mujoco>")
          .found("<" + top.name() + ">")
          .build();
    }
    this.root = expanded(top);
    root.children("compiler").forEach(c -> compiler.putAll(c.attributes()));
  }

  static MjcfFile read(Path main, FileSource files) {
    MjcfFile file = new MjcfFile(main.toAbsolutePath().normalize(), files);
    file.readAssets();
    return file;
  }

  XmlElement root() {
    return root;
  }

  /** The children of every section of one name, in the order of the file. */
  List<XmlElement> section(String name) {
    return root.children(name).stream().flatMap(s -> s.children().stream()).toList();
  }

  /** A setting of the compiler, or what the format takes without it. */
  String compiler(String key, String otherwise) {
    return compiler.getOrDefault(key, otherwise);
  }

  /** Degree is the format's default. */
  boolean anglesInDegrees() {
    return !compiler.getOrDefault("angle", "degree").equals("radian");
  }

  /** The order of rotations in Euler angles; lower case for axes that turn with the body. */
  String eulerSequence() {
    return compiler.getOrDefault("eulerseq", "xyz");
  }

  /** Whether places are given in the world's frame instead of the parent's, as old files did. */
  boolean globalCoordinates() {
    return compiler.getOrDefault("coordinate", "local").equals("global");
  }

  /**
   * Whether a range alone makes a limit; the simulator itself demands "limited" where it does not.
   */
  boolean autoLimits() {
    return compiler.getOrDefault("autolimits", "true").equals("true");
  }

  private XmlElement expanded(XmlElement element) {
    List<XmlElement> children = new ArrayList<>();
    for (XmlElement child : element.children()) {
      if (child.name().equals("include")) {
        children.addAll(include(child).children());
      } else {
        children.add(expanded(child));
      }
    }
    return element.withChildren(children);
  }

  private XmlElement include(XmlElement element) {
    Path folder = main.getParent();
    Path file = folder.resolve(element.required("file")).normalize();
    if (!files.exists(file)) {
      Path beside = element.file().getParent().resolve(element.required("file")).normalize();
      file = files.exists(beside) ? beside : file;
    }
    if (!included.add(file)) {
      throw element.error().summary("the file " + file + " is included more than once").build();
    }
    requireFile(element, file);
    return expanded(XmlElement.parse(file, files.read(file)));
  }

  /** Assets shape the run as the model does: reading them records them. */
  private void readAssets() {
    for (XmlElement asset : section("asset")) {
      boolean texture = asset.name().equals("texture");
      List<String> names = texture ? TEXTURE_FILES : List.of("file");
      String folder =
          compiler.getOrDefault(
              texture ? "texturedir" : "meshdir", compiler.getOrDefault("assetdir", ""));
      for (String name : names) {
        asset.attribute(name).ifPresent(text -> readAsset(asset, folder, text));
      }
    }
  }

  private void readAsset(XmlElement asset, String folder, String name) {
    boolean strip = compiler.getOrDefault("strippath", "false").equals("true");
    Path relative = strip ? Path.of(name).getFileName() : Path.of(name);
    Path file = main.getParent().resolve(folder).resolve(relative).normalize();
    requireFile(asset, file);
    files.read(file);
  }

  private void requireFile(XmlElement element, Path file) {
    if (!files.exists(file)) {
      throw element
          .error()
          .summary("<" + element.name() + "> names a file that does not exist")
          .found(file.toString())
          .build();
    }
  }
}
