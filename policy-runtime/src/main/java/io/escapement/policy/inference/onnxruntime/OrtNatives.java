package io.escapement.policy.inference.onnxruntime;

import io.escapement.controller.config.PreflightException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.bytedeco.onnxruntime.OrtAllocator;
import org.bytedeco.onnxruntime.OrtApi;
import org.bytedeco.onnxruntime.OrtApiBase;
import org.bytedeco.onnxruntime.OrtCUDAProviderOptionsV2;
import org.bytedeco.onnxruntime.OrtEnv;
import org.bytedeco.onnxruntime.OrtIoBinding;
import org.bytedeco.onnxruntime.OrtMemoryInfo;
import org.bytedeco.onnxruntime.OrtRunOptions;
import org.bytedeco.onnxruntime.OrtSession;
import org.bytedeco.onnxruntime.OrtSessionOptions;
import org.bytedeco.onnxruntime.OrtStatus;
import org.bytedeco.onnxruntime.OrtTensorTypeAndShapeInfo;
import org.bytedeco.onnxruntime.OrtTypeInfo;
import org.bytedeco.onnxruntime.OrtValue;

/**
 * Loads ONNX Runtime and its Java bindings, and nothing else. A process has one ONNX Runtime for
 * its whole life: the build that the user names, else the one with CUDA where its jar is there,
 * else the one for the CPU.
 *
 * <p>JavaCPP's own loader would unpack and load oneDNN (90 MB) and OpenCL as well, which the CPU
 * provider does not use and which triple the time to the first inference. So the three libraries
 * that are needed are loaded here, and the classes of the bindings are initialised while that
 * loader is switched off.
 */
public final class OrtNatives {

  /** What the classifier of the build with CUDA ends in. */
  private static final String GPU = "-gpu";

  /**
   * Names a folder in which the libraries lie unpacked, as those of an archive of the program do.
   */
  private static final String UNPACKED = "escapement.natives";

  private static final String SWITCH = "org.bytedeco.javacpp.loadlibraries";
  private static final List<Class<?>> BINDINGS =
      List.of(
          Pointer.class,
          BytePointer.class,
          IntPointer.class,
          LongPointer.class,
          SizeTPointer.class,
          PointerPointer.class,
          org.bytedeco.onnxruntime.global.onnxruntime.class,
          OrtApiBase.class,
          OrtApiBase.GetApi_int.class,
          OrtApiBase.BytePointer_GetVersionString.class,
          OrtApi.class,
          OrtApi.GetErrorMessage_OrtStatus.class,
          OrtStatus.class,
          OrtEnv.class,
          OrtMemoryInfo.class,
          OrtAllocator.class,
          OrtSessionOptions.class,
          OrtSession.class,
          OrtRunOptions.class,
          OrtIoBinding.class,
          OrtValue.class,
          OrtTypeInfo.class,
          OrtTensorTypeAndShapeInfo.class,
          // For the CUDA provider.
          OrtCUDAProviderOptionsV2.class,
          OrtApi.ReleaseCUDAProviderOptions_OrtCUDAProviderOptionsV2.class,
          OrtApi.MemoryInfoGetDeviceType_OrtMemoryInfo_IntPointer.class);

  private static OrtBuild loaded;

  private OrtNatives() {}

  /**
   * Loads the libraries, once in a process; those that come along, unless others are loaded.
   *
   * @return what is loaded
   * @throws PreflightException if they are not there or do not fit this machine
   */
  public static synchronized OrtBuild require() {
    return loaded == null ? require(Optional.empty()) : loaded;
  }

  /**
   * Loads the libraries, once in a process.
   *
   * @param library ONNX Runtime's shared library, empty for the one that comes along
   * @return what is loaded
   * @throws PreflightException if they are not there, do not fit this machine or the bindings, or
   *     if another build is loaded already
   */
  public static synchronized OrtBuild require(Optional<Path> library) {
    if (loaded == null) {
      try {
        loaded = load(library.map(OrtFile::open));
      } catch (UnsatisfiedLinkError e) {
        throw PreflightException.at("onnxruntime")
            .summary("its library cannot be loaded")
            .found(e.getMessage())
            .remedy("a Linux with glibc 2.28 or later, and a cache folder from which code may run")
            .cause(e)
            .build();
      }
    }
    demandSame(library);
    return loaded;
  }

  private static void demandSame(Optional<Path> library) {
    Path wanted = library.map(OrtNatives::real).orElse(null);
    if (!Objects.equals(wanted, loaded.named().orElse(null))) {
      throw PreflightException.at(library.map(Path::toString).orElse("onnxruntime"))
          .summary("this process has loaded another build of ONNX Runtime")
          .expected(library.map(Path::toString).orElse("the one that comes along"))
          .found(loaded.named().map(Path::toString).orElse("the one that comes along"))
          .remedy("use one build in a process: start another for the other")
          .build();
    }
  }

  private static Path real(Path library) {
    try {
      return library.toRealPath();
    } catch (IOException e) {
      return library.toAbsolutePath().normalize();
    }
  }

  /**
   * Whether the build with CUDA is on the class path.
   *
   * @return true if its jar is there, for this platform
   */
  public static boolean hasGpuBuild() {
    return OrtNatives.class.getResource(folder(GPU) + OrtFile.SONAME) != null;
  }

  /**
   * Puts a library of the build that comes along beside the main one, where that looks for it.
   *
   * @param file the library's file name
   * @return where it lies
   * @throws PreflightException if the build does not bring it, or it cannot be written
   */
  public static Path provide(String file) {
    return Path.of(unpack(folder(require().variant()) + file));
  }

  private static String folder(String variant) {
    return "/org/bytedeco/onnxruntime/" + Loader.getPlatform() + variant + "/";
  }

  private static OrtBuild load(Optional<OrtFile> named) {
    String variant = hasGpuBuild() ? GPU : "";
    String before = System.getProperty(SWITCH);
    System.setProperty(SWITCH, "false");
    try {
      String platform = Loader.getPlatform();
      System.load(unpack("/org/bytedeco/javacpp/" + platform + "/libjnijavacpp.so"));
      String library =
          named.isEmpty()
              ? unpack(folder(variant) + OrtFile.SONAME)
              : named.get().path().toString();
      // Takes what is loaded under that name, or else finds it in its own folder.
      System.load(unpack(folder(variant) + "libjnionnxruntime.so"));
      for (Class<?> binding : BINDINGS) {
        Class.forName(binding.getName(), true, OrtNatives.class.getClassLoader());
      }
      OrtApiBase base = org.bytedeco.onnxruntime.global.onnxruntime.OrtGetApiBase();
      named.ifPresent(file -> demandBound(file, base));
      return new OrtBuild(
          Path.of(library),
          base.GetVersionString().call().getString(),
          variant,
          named.map(OrtFile::sha256));
    } catch (ClassNotFoundException impossible) {
      throw new IllegalStateException(impossible);
    } finally {
      if (before == null) {
        System.clearProperty(SWITCH);
      } else {
        System.setProperty(SWITCH, before);
      }
    }
  }

  private static void demandBound(OrtFile file, OrtApiBase base) {
    if (base.address() != file.base()) {
      throw PreflightException.at(file.path())
          .summary("the bindings have found another library than this one")
          .expected("SONAME " + OrtFile.SONAME)
          .remedy("take a build whose library carries this name")
          .build();
    }
  }

  private static String unpack(String resource) {
    String folder = System.getProperty(UNPACKED);
    // An archive brings the build for the CPU.
    if (folder != null && !resource.contains(GPU + "/")) {
      Path there = Path.of(folder, resource.substring(resource.lastIndexOf('/') + 1));
      if (Files.isRegularFile(there)) {
        return there.toAbsolutePath().toString();
      }
    }
    try {
      File file = Loader.cacheResource(OrtNatives.class, resource);
      if (file != null) {
        return file.getAbsolutePath();
      }
    } catch (IOException e) {
      throw PreflightException.at("onnxruntime")
          .summary("its library cannot be unpacked")
          .found(e.toString())
          .remedy("make the cache folder writable: -Dorg.bytedeco.javacpp.cachedir=FOLDER")
          .cause(e)
          .build();
    }
    throw PreflightException.at("onnxruntime")
        .summary("there is no library for this platform on the class path")
        .expected("the resource " + resource)
        .remedy("add the jars of javacpp and onnxruntime with classifier " + Loader.getPlatform())
        .build();
  }
}
