package io.escapement.policy.cuda;

/** Versions as CUDA and cuDNN number them. */
final class CudaVersion {

  private CudaVersion() {}

  /** CUDA's: 13000 is 13.0. */
  static String text(int version) {
    return version / 1000 + "." + version % 1000 / 10;
  }

  /** cuDNN's since 9: 91400 is 9.14.0. */
  static String cudnn(long version) {
    return version / 10_000 + "." + version % 10_000 / 100 + "." + version % 100;
  }
}
