// Prints one row of hardware/mujoco/src/main/resources/io/escapement/hardware/mujoco/struct-offsets.csv
// for the MuJoCo whose headers the compiler finds. The driver reads and writes MuJoCo's two structs in
// place, and where their members lie changes from version to version.
//
//   cc -o mujoco-offsets docs/mujoco-offsets.c && ./mujoco-offsets
//
// Debian and Ubuntu have the headers in libmujoco-dev; for an unpacked release archive add
// -I<archive>/include. Append the row to the table, run the module's tests against the library
// (ESCAPEMENT_MUJOCO=<file> mvn -pl hardware/mujoco -am verify), and send both.
//
// With the argument --header it prints the table's first line instead.

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <mujoco/mujoco.h>

#ifdef mjUSESINGLE
#error "the driver needs MuJoCo in double precision"
#endif

struct entry {
  const char *name;
  long value;
};

#define MODEL(member) {"mjModel." #member, (long)offsetof(mjModel, member)}
#define DATA(member) {"mjData." #member, (long)offsetof(mjData, member)}
#define SIZE(type) {"sizeof." #type, (long)sizeof(type)}
#define CONSTANT(name) {#name, (long)name}

static const struct entry ENTRIES[] = {
    {"version", mjVERSION_HEADER},

    SIZE(mjModel),
    MODEL(nq),
    MODEL(nv),
    MODEL(nu),
    MODEL(nbody),
    MODEL(njnt),
    MODEL(nsensor),
    MODEL(nkey),
    MODEL(nsensordata),
    MODEL(opt.timestep),
    MODEL(opt.integrator),
    MODEL(opt.enableflags),
    MODEL(jnt_type),
    MODEL(jnt_qposadr),
    MODEL(jnt_dofadr),
    MODEL(jnt_bodyid),
    MODEL(actuator_trntype),
    MODEL(actuator_dyntype),
    MODEL(actuator_gaintype),
    MODEL(actuator_biastype),
    MODEL(actuator_trnid),
    MODEL(actuator_gainprm),
    MODEL(actuator_biasprm),
    MODEL(actuator_gear),
    MODEL(body_mass),
    MODEL(body_inertia),
    MODEL(sensor_dim),
    MODEL(sensor_adr),

    SIZE(mjData),
    DATA(warning),
    DATA(energy),
    DATA(qpos),
    DATA(qvel),
    DATA(ctrl),
    DATA(xfrc_applied),
    DATA(sensordata),
    DATA(qfrc_actuator),
    DATA(ncon),
    DATA(contact),

    SIZE(mjContact),
    {"offset.mjContact.geom1", (long)offsetof(mjContact, geom1)},
    {"offset.mjContact.geom2", (long)offsetof(mjContact, geom2)},
    SIZE(mjWarningStat),
    {"offset.mjWarningStat.number", (long)offsetof(mjWarningStat, number)},
    CONSTANT(mjNGAIN),
    CONSTANT(mjNBIAS),
    CONSTANT(mjINT_RK4),
    CONSTANT(mjENBL_ENERGY),
    CONSTANT(mjENBL_SENSORNOISE),
    CONSTANT(mjJNT_FREE),
    CONSTANT(mjJNT_SLIDE),
    CONSTANT(mjJNT_HINGE),
    CONSTANT(mjTRN_JOINT),
    CONSTANT(mjDYN_NONE),
    CONSTANT(mjDYN_FILTER),
    CONSTANT(mjGAIN_FIXED),
    CONSTANT(mjBIAS_NONE),
    CONSTANT(mjBIAS_AFFINE),
    CONSTANT(mjOBJ_BODY),
    CONSTANT(mjOBJ_JOINT),
    CONSTANT(mjOBJ_ACTUATOR),
    CONSTANT(mjOBJ_SENSOR),
    CONSTANT(mjOBJ_KEY),
    CONSTANT(mjWARN_BADQPOS),
    CONSTANT(mjWARN_BADQVEL),
    CONSTANT(mjWARN_BADQACC),
    CONSTANT(mjWARN_BADCTRL),
};

int main(int argc, char **argv) {
  const int header = argc > 1 && strcmp(argv[1], "--header") == 0;
  const size_t count = sizeof(ENTRIES) / sizeof(ENTRIES[0]);
  for (size_t i = 0; i < count; i++) {
    if (i > 0) {
      putchar(',');
    }
    if (header) {
      fputs(ENTRIES[i].name, stdout);
    } else {
      printf("%ld", ENTRIES[i].value);
    }
  }
  putchar('\n');
  return 0;
}
