"""Exports seeded policies with PyTorch, and what PyTorch computes with them.

Usage: export_references.py FOLDER

Writes NAME.onnx and NAME.json for each policy. The JSON holds, step by step, the inputs and the
outputs of the policy, the outputs' states being the next step's inputs, and the weights, all of
them flattened.
"""

import json
import math
import pathlib
import sys
import warnings

import torch
from torch import nn

# The newest that Debian's PyTorch writes.
OPSET = 17
STEPS = 12


class RecurrentPolicy(nn.Module):
    """A policy as rsl_rl exports one: normaliser, recurrent layers, perceptron, mean action."""

    def __init__(self, rnn, observations, hidden, actions):
        super().__init__()
        self.register_buffer("mean", torch.randn(observations) * 0.3)
        self.register_buffer("deviation", torch.rand(observations) + 0.5)
        self.rnn = rnn
        self.actor = nn.Sequential(nn.Linear(hidden, 16), nn.ELU(), nn.Linear(16, actions))

    def forward(self, obs, *state):
        x = (obs - self.mean) / (self.deviation + 0.01)
        is_lstm = len(state) == 2
        features, state = self.rnn(x.unsqueeze(0), tuple(state) if is_lstm else state[0])
        return (self.actor(features.squeeze(0)), *(state if is_lstm else (state,)))


class Attention(nn.Module):
    """Multi-head attention of queries over a memory, both [1, tokens, width]."""

    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.width = width
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)
        self.out = nn.Linear(width, width)

    def split(self, x):
        return x.reshape(1, x.shape[1], self.heads, self.width // self.heads).transpose(1, 2)

    def forward(self, queries, memory):
        q = self.split(self.query(queries))
        k = self.split(self.key(memory))
        v = self.split(self.value(memory))
        scores = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(self.width // self.heads), dim=3)
        return self.out((scores @ v).transpose(1, 2).reshape(1, queries.shape[1], self.width))


class Block(nn.Module):
    """Attention and a perceptron, each with a residual path and a norm behind it."""

    def __init__(self, width, heads):
        super().__init__()
        self.attention = Attention(width, heads)
        self.perceptron = nn.Sequential(
            nn.Linear(width, 2 * width), nn.ReLU(), nn.Linear(2 * width, width)
        )
        self.norms = nn.ModuleList([nn.LayerNorm(width), nn.LayerNorm(width)])

    def forward(self, x, memory):
        x = self.norms[0](x + self.attention(x, memory))
        return self.norms[1](x + self.perceptron(x))


class ChunkedTransformer(nn.Module):
    """A policy of the shape of ACT: each observed value is a token, each action a learned query."""

    def __init__(self, observations, horizon, actions, width=16, heads=2):
        super().__init__()
        self.embedding = nn.Parameter(torch.randn(1, observations, width))
        self.places = nn.Parameter(torch.randn(1, observations, width))
        self.queries = nn.Parameter(torch.randn(1, horizon, width))
        self.encoder = Block(width, heads)
        self.decoder = Block(width, heads)
        self.head = nn.Linear(width, actions)

    def forward(self, obs):
        tokens = obs.unsqueeze(2) * self.embedding + self.places
        memory = self.encoder(tokens, tokens)
        return (self.head(self.decoder(self.queries, memory)),)


def flat(tensors):
    return {name: tensor.flatten().tolist() for name, tensor in tensors.items()}


def export(folder, name, policy, observations, states, outputs):
    """Writes a policy whose outputs after the first are the states of the next step."""
    policy.eval()
    inputs = ["obs", *states]
    tensors = [torch.zeros(1, observations), *states.values()]
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            policy,
            tuple(tensors),
            str(folder / f"{name}.onnx"),
            input_names=inputs,
            output_names=outputs,
            opset_version=OPSET,
        )
        steps = []
        for _ in range(STEPS):
            tensors[0] = torch.randn(1, observations)
            results = policy(*tensors)
            steps.append(
                {
                    "inputs": flat(dict(zip(inputs, tensors))),
                    "outputs": flat(dict(zip(outputs, results))),
                }
            )
            tensors[1:] = results[1:]
    reference = {"steps": steps, "weights": flat(policy.state_dict())}
    (folder / f"{name}.json").write_text(json.dumps(reference), encoding="utf-8")


def main(folder):
    torch.manual_seed(20)
    torch.set_num_threads(1)
    observations, hidden, layers, actions = 7, 12, 2, 3
    zeros = torch.zeros(layers, 1, hidden)

    gru = RecurrentPolicy(nn.GRU(observations, hidden, layers), observations, hidden, actions)
    export(folder, "gru", gru, observations, {"h_in": zeros}, ["actions", "h_out"])

    lstm = RecurrentPolicy(nn.LSTM(observations, hidden, layers), observations, hidden, actions)
    states = {"h_in": zeros, "c_in": zeros}
    export(folder, "lstm", lstm, observations, states, ["actions", "h_out", "c_out"])

    transformer = ChunkedTransformer(observations, horizon=8, actions=actions)
    export(folder, "transformer", transformer, observations, {}, ["actions"])


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
