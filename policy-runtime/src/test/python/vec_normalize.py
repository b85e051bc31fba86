"""Writes pickles laid out as Stable-Baselines3's VecNormalize.save lays them out.

Usage: vec_normalize.py FOLDER. Needs NumPy; the classes stand in for those of the library, under its
names and with its attributes, so that the pickles name what the library's name.
"""

import collections
import pickle
import sys
import types
from pathlib import Path

import numpy as np


def library_class(module, name, **members):
    """A class that says it comes from a module of a library that is not here."""
    for end in range(1, module.count(".") + 2):
        part = ".".join(module.split(".")[:end])
        sys.modules.setdefault(part, types.ModuleType(part))
    made = type(name, (), {"__module__": module, **members})
    setattr(sys.modules[module], name, made)
    return made


def without_environment(self):
    """What the library leaves out of a pickle."""
    state = dict(self.__dict__)
    for name in ("venv", "class_attributes", "returns"):
        state.pop(name, None)
    return state


Box = library_class("gymnasium.spaces.box", "Box")
Dict = library_class("gymnasium.spaces.dict", "Dict")
RunningMeanStd = library_class("stable_baselines3.common.running_mean_std", "RunningMeanStd")
VecNormalize = library_class(
    "stable_baselines3.common.vec_env.vec_normalize",
    "VecNormalize",
    __getstate__=without_environment,
)


def box(size):
    space = Box()
    space.dtype = np.dtype("float32")
    space._shape = (size,)
    space.low = np.full(size, -np.inf, dtype=np.float32)
    space.high = np.full(size, np.inf, dtype=np.float32)
    space.bounded_below = np.zeros(size, dtype=bool)
    space.bounded_above = np.zeros(size, dtype=bool)
    space.low_repr = "-inf"
    space.high_repr = "inf"
    space._np_random = np.random.Generator(np.random.PCG64(3))
    return space


def running(mean, variance, dtype="float64"):
    statistics = RunningMeanStd()
    statistics.mean = np.array(mean, dtype=dtype)
    statistics.var = np.array(variance, dtype=dtype)
    statistics.count = 1024.0001
    return statistics


def normalize(obs_rms, space):
    made = VecNormalize()
    made.num_envs = 4
    made.observation_space = space
    made.action_space = box(2)
    made.render_mode = None
    made.norm_obs_keys = None
    made.obs_rms = obs_rms
    made.ret_rms = running(0.5, 2.0)
    made.clip_obs = 7.5
    made.clip_reward = 10.0
    made.returns = np.zeros(4)
    made.gamma = 0.99
    made.epsilon = 1e-6
    made.training = True
    made.norm_obs = True
    made.norm_reward = True
    made.old_reward = np.array([])
    made.venv = "an environment, which is not saved"
    return made


MEAN = [0.5, -1.25, 3.0]
VARIANCE = [0.0081, 4.0, 0.25]


def main(folder):
    whole = normalize(running(MEAN, VARIANCE), box(3))
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        (folder / f"protocol{protocol}.pkl").write_bytes(pickle.dumps(whole, protocol))
    others = {
        "float32": normalize(running(MEAN, VARIANCE, "float32"), box(3)),
        "big_endian": normalize(running(MEAN, VARIANCE, ">f8"), box(3)),
        "image": normalize(running(np.zeros((2, 3)), np.ones((2, 3))), box(3)),
        "negative": normalize(running([0.0], [-1.0]), box(1)),
        "other": box(3),
    }
    others["by_name"] = normalize(
        collections.OrderedDict(camera=running([0.0], [1.0]), state=running(MEAN, VARIANCE)), Dict()
    )
    others["scalars"] = normalize(running(MEAN, VARIANCE), box(3))
    others["scalars"].epsilon = np.float64(1e-4)
    others["scalars"].clip_obs = np.float32(2.5)
    others["unused"] = normalize(running(MEAN, VARIANCE), box(3))
    others["unused"].norm_obs = False
    for name, content in others.items():
        (folder / f"{name}.pkl").write_bytes(pickle.dumps(content, 4))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
