/* What one bound call of ONNX Runtime costs from C: the limit for every other language.
 *
 * usage: bound_call LIBRARY MODEL INPUT INPUT_SIZE OUTPUT OUTPUT_SIZE
 *
 * Reads the number of calls of a stretch from standard input, one a line, makes them, and writes
 * the duration of each as a 64-bit number of nanoseconds in native byte order. Ends with its input.
 */
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "onnxruntime_c_api.h"

/* What the presets were made for; later libraries still have it. */
#define API_VERSION 24

static const OrtApi *api;

static void demand(OrtStatus *status) {
  if (status != NULL) {
    fprintf(stderr, "%s\n", api->GetErrorMessage(status));
    exit(1);
  }
}

static int64_t now_ns(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/* The same options as OnnxRuntimeEngine's. */
static OrtSession *session(OrtEnv *environment, const char *model) {
  OrtSessionOptions *options;
  demand(api->CreateSessionOptions(&options));
  demand(api->SetIntraOpNumThreads(options, 1));
  demand(api->SetInterOpNumThreads(options, 1));
  demand(api->SetSessionExecutionMode(options, ORT_SEQUENTIAL));
  demand(api->SetSessionGraphOptimizationLevel(options, ORT_ENABLE_ALL));
  demand(api->SetDeterministicCompute(options, 1));
  demand(api->SetSessionLogSeverityLevel(options, ORT_LOGGING_LEVEL_FATAL));
  demand(api->AddSessionConfigEntry(options, "session.intra_op.allow_spinning", "0"));
  demand(api->AddSessionConfigEntry(options, "session.inter_op.allow_spinning", "0"));
  OrtSession *session;
  demand(api->CreateSession(environment, model, options, &session));
  api->ReleaseSessionOptions(options);
  return session;
}

static OrtValue *tensor(OrtMemoryInfo *memory, int64_t size) {
  int64_t shape[] = {1, size};
  float *values = calloc((size_t)size, sizeof(float));
  for (int64_t i = 0; i < size; i++) {
    values[i] = 0.01f * (float)(i % 100);
  }
  OrtValue *tensor;
  demand(api->CreateTensorWithDataAsOrtValue(memory, values, (size_t)size * sizeof(float), shape, 2,
                                             ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT, &tensor));
  return tensor;
}

int main(int count, char **words) {
  if (count != 7) {
    fprintf(stderr, "usage: %s LIBRARY MODEL INPUT INPUT_SIZE OUTPUT OUTPUT_SIZE\n", words[0]);
    return 2;
  }
  void *library = dlopen(words[1], RTLD_NOW);
  if (library == NULL) {
    fprintf(stderr, "%s\n", dlerror());
    return 1;
  }
  const OrtApiBase *(*base)(void) = (const OrtApiBase *(*)(void))dlsym(library, "OrtGetApiBase");
  api = base == NULL ? NULL : base()->GetApi(API_VERSION);
  if (api == NULL) {
    fprintf(stderr, "%s: no ONNX Runtime of API version %d\n", words[1], API_VERSION);
    return 1;
  }

  OrtEnv *environment;
  OrtMemoryInfo *memory;
  OrtIoBinding *binding;
  demand(api->CreateEnv(ORT_LOGGING_LEVEL_FATAL, "bound_call", &environment));
  demand(api->CreateCpuMemoryInfo(OrtArenaAllocator, OrtMemTypeDefault, &memory));
  OrtSession *model = session(environment, words[2]);
  demand(api->CreateIoBinding(model, &binding));
  demand(api->BindInput(binding, words[3], tensor(memory, atoll(words[4]))));
  demand(api->BindOutput(binding, words[5], tensor(memory, atoll(words[6]))));

  int calls;
  while (scanf("%d", &calls) == 1) {
    int64_t *durations = malloc((size_t)calls * sizeof(int64_t));
    for (int i = 0; i < calls; i++) {
      int64_t start = now_ns();
      OrtStatus *status = api->RunWithBinding(model, NULL, binding);
      durations[i] = now_ns() - start;
      demand(status);
    }
    fwrite(durations, sizeof(int64_t), (size_t)calls, stdout);
    fflush(stdout);
    free(durations);
  }
  return 0;
}
