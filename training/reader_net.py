"""The transformer that reads whole posts, and its training.

Needs torch and onnx (``pip install argmap[train]``). The six layers of the shared encoder, taken
from its int8 file, are trained further; its word vectors stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from argmap.encode.pieces import Pieces
from argmap.relate.pair_head import FARTHEST
from argmap.relate.within import LABELS

ENCODER = Path(__file__).parent.parent / "argmap" / "data" / "encoder" / "model.int8.onnx"
LAYERS, HEADS, WIDTH, HIDDEN = 6, 12, 384, 128
DECAY = 0.9
"""Of the rate of learning, from a layer to the one beneath."""
HEADS_FASTER = 10
DROP = 0.1
ROOM = 2500
"""Word pieces in one step of training, padding included."""
WARM = 0.1
"""Part of the steps in which the rate rises; then it falls in a line."""
SMOOTHED = 0.05
STANCE, PAIRS, CUTS, CLAIMS = 0.04, 0.02, 0.1, 0.05
"""What each task weighs in the loss, for one post, pair, gap and segment."""
EPSILON = 1e-12

Say = Callable[[str], None]


@dataclass(frozen=True, eq=False)
class Example:
    """One post, and what is known of it; -1 where nothing is."""

    pieces: Pieces
    stance: int = -1
    claims: Sequence[tuple[int, int]] = ()
    """First piece of each, and the one after its last."""
    pairs: Sequence[tuple[int, int]] = ()
    labels: Sequence[Sequence[float]] = ()
    """The share of each of ``LABELS`` for each pair; zeros where nothing is known."""
    gaps: Sequence[tuple[int, int]] = ()
    """Last piece before each, and first after it."""
    cuts: Sequence[int] = ()
    """Whether two assertions meet there."""
    segments: Sequence[tuple[int, int]] = ()
    """As ``claims``."""
    marked: Sequence[int] = ()
    """Whether each is a claim."""
    weight: float = 1.0

    @property
    def longest(self) -> int:
        return max(len(ids) for ids, _ in self.pieces.windows)


class Stored:
    """Weights of the shared encoder as float32."""

    def __init__(self) -> None:
        model = onnx.load(str(ENCODER))
        self.parts = {part.name: numpy_helper.to_array(part) for part in model.graph.initializer}
        for node in model.graph.node:
            if node.op_type == "Constant":
                self.parts[node.output[0]] = numpy_helper.to_array(node.attribute[0].t)
        names = [n[: -len("_quantized")] for n in self.parts if n.endswith("_quantized")]
        self.matrices = sorted(
            (name for name in names if name.startswith("onnx::MatMul")),
            key=lambda name: int(name.rpartition("_")[2]),
        )

    def __call__(self, name: str) -> torch.Tensor:
        if f"{name}_quantized" not in self.parts:
            return torch.tensor(np.array(self.parts[name]))
        step, zero = self.parts[f"{name}_scale"], self.parts[f"{name}_zero_point"]
        whole = self.parts[f"{name}_quantized"].astype(np.float32) - zero.astype(np.float32)
        return torch.tensor(whole * step)

    def words(self) -> dict[str, np.ndarray]:
        """Where in the encoder's file its word vectors lie, and how to read them."""
        name = "m.embeddings.word_embeddings.weight"
        stored = self.parts[f"{name}_quantized"]
        assert stored.dtype == np.uint8
        offset = ENCODER.read_bytes().find(stored.tobytes())
        assert offset > 0
        step, zero = self.parts[f"{name}_scale"], self.parts[f"{name}_zero_point"]
        return {
            "word_place": np.array([offset, *stored.shape], np.int64),
            "word_scale": np.array([float(step), float(zero)], np.float32),
        }


class Layer(nn.Module):
    """One layer of BERT (Devlin et al. 2019), with the encoder's weights."""

    def __init__(self, stored: Stored, number: int) -> None:
        super().__init__()
        place = f"m.encoder.layer.{number}"
        matrices = stored.matrices[6 * number : 6 * number + 6]
        names = ("query", "key", "value", "mixed", "wide", "narrow")
        biases = (
            "attention.self.query",
            "attention.self.key",
            "attention.self.value",
            "attention.output.dense",
            "intermediate.dense",
            "output.dense",
        )
        for name, matrix, bias in zip(names, matrices, biases, strict=True):
            weight = stored(matrix)
            part = nn.Linear(*weight.shape)
            part.weight.data, part.bias.data = weight.T.contiguous(), stored(f"{place}.{bias}.bias")
            self.add_module(name, part)
        for name, norm in (("norm_mixed", "attention.output"), ("norm_narrow", "output")):
            part = nn.LayerNorm(WIDTH, eps=EPSILON)
            part.weight.data = stored(f"{place}.{norm}.LayerNorm.weight")
            part.bias.data = stored(f"{place}.{norm}.LayerNorm.bias")
            self.add_module(name, part)
        self.drop = nn.Dropout(DROP)

    def forward(self, states: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        rows, length, _ = states.shape
        parts = [
            part(states).view(rows, length, HEADS, -1).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        ]
        mixed = nn.functional.scaled_dot_product_attention(*parts, attn_mask=mask[:, None, None, :])
        mixed = self.mixed(mixed.transpose(1, 2).reshape(rows, length, WIDTH))
        states = self.norm_mixed(states + self.drop(mixed))
        wide = nn.functional.gelu(self.wide(states))
        return self.norm_narrow(states + self.drop(self.narrow(wide)))


class Net(nn.Module):
    """Layers over what is answered and the post, and the heads on top."""

    def __init__(self, stored: Stored) -> None:
        super().__init__()
        self.words = nn.Embedding.from_pretrained(stored("m.embeddings.word_embeddings.weight"))
        self.register_buffer("places", stored("m.embeddings.position_embeddings.weight"))
        first = stored("m.embeddings.token_type_embeddings.weight")[:1]
        self.sides = nn.Embedding(2, WIDTH)
        self.sides.weight.data = torch.cat([first, first + 0.02 * torch.randn(1, WIDTH)])
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.norm.weight.data = stored("m.embeddings.LayerNorm.weight")
        self.norm.bias.data = stored("m.embeddings.LayerNorm.bias")
        self.layers = nn.ModuleList(Layer(stored, number) for number in range(LAYERS))
        self.heads = nn.ModuleDict(
            {
                "stance": nn.Linear(3 * WIDTH, 3),
                "earlier": nn.Linear(WIDTH, HIDDEN),
                "later": nn.Linear(WIDTH, HIDDEN, bias=False),
                "product": nn.Linear(WIDTH, HIDDEN, bias=False),
                "distance": nn.Embedding(FARTHEST + 1, HIDDEN),
                "earlier_factor": nn.Linear(WIDTH, HIDDEN),
                "later_factor": nn.Linear(WIDTH, HIDDEN),
                "pair": nn.Linear(2 * HIDDEN, len(LABELS)),
                "cut_inner": nn.Linear(3 * WIDTH, HIDDEN),
                "cut_outer": nn.Linear(HIDDEN, 1),
                "claim_inner": nn.Linear(WIDTH, HIDDEN),
                "claim_outer": nn.Linear(HIDDEN, 1),
            }
        )
        nn.init.normal_(self.heads["distance"].weight, std=0.1)
        self.drop, self.drop_pairs = nn.Dropout(DROP), nn.Dropout(0.2)

    def forward(self, batch: Sequence[Example]) -> dict[str, torch.Tensor]:
        """Scores by task, over all posts, pairs or gaps of a batch."""
        windows = [window for each in batch for window in each.pieces.windows]
        longest = max(len(ids) for ids, _ in windows)
        ids = torch.zeros(len(windows), longest, dtype=torch.long)
        side, mask = torch.zeros_like(ids), torch.zeros_like(ids, dtype=torch.bool)
        for row, (own, border) in enumerate(windows):
            ids[row, : len(own)] = torch.tensor(own)
            side[row, border : len(own)] = 1
            mask[row, : len(own)] = True
        states = self._states(ids, side, mask)
        firsts = np.cumsum([0, *(len(each.pieces.windows) for each in batch)])[:-1].tolist()
        parts = [states[:, 0]]
        for number in (0, 1):
            weight = (mask & (side == number)).float()[..., None]
            parts.append((states * weight).sum(1) / weight.sum(1))
        post = self.drop(torch.cat(parts, 1)[firsts])
        scores = {"stance": self.heads["stance"](post)}
        own = list(self._own(batch, states))
        claims, pairs = self._claims(batch, own)
        if pairs:
            scores["pair"] = self._pairs(torch.stack(claims), torch.tensor(pairs))
        gaps = [
            torch.cat([state[last], state[first], state[last : first + 1].mean(0)])
            for each, state in zip(batch, own, strict=True)
            for last, first in each.gaps
        ]
        segments = [
            state[start:end].mean(0)
            for each, state in zip(batch, own, strict=True)
            for start, end in each.segments
        ]
        for task, rows in (("cut", gaps), ("claim", segments)):
            if rows:
                raised = torch.relu(self.heads[f"{task}_inner"](torch.stack(rows)))
                raised = self.drop_pairs(raised)
                scores[task] = self.heads[f"{task}_outer"](raised).squeeze(1)
        return scores

    def _states(self, ids: torch.Tensor, side: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        embedded = self.words(ids) + self.places[: ids.shape[1]] + self.sides(side)
        found = self.drop(self.norm(embedded))
        # Half as precise and four times as fast, where the processor can; what is shipped is
        # rounded to int8 anyway. Elsewhere it would be ten times slower.
        with torch.autocast("cpu", torch.bfloat16, enabled=_halves()):
            for layer in self.layers:
                found = layer(found, mask)
        return found.float()

    def _own(self, batch: Sequence[Example], states: torch.Tensor) -> Iterator[torch.Tensor]:
        """The states of each post's own pieces."""
        row = 0
        for each in batch:
            windows = each.pieces.windows
            yield torch.cat(
                [states[row + n, at : len(ids) - 1] for n, (ids, at) in enumerate(windows)]
            )
            row += len(windows)

    def _claims(
        self, batch: Sequence[Example], own: Sequence[torch.Tensor]
    ) -> tuple[list[torch.Tensor], list[tuple[int, int]]]:
        claims: list[torch.Tensor] = []
        pairs: list[tuple[int, int]] = []
        for each, states in zip(batch, own, strict=True):
            pairs += [(len(claims) + i, len(claims) + j) for i, j in each.pairs]
            claims += [states[start:end].mean(0) for start, end in each.claims]
        return claims, pairs

    def _pairs(self, claims: torch.Tensor, pairs: torch.Tensor) -> torch.Tensor:
        part = self.heads
        one, other = claims[pairs[:, 0]], claims[pairs[:, 1]]
        apart = (pairs[:, 1] - pairs[:, 0]).clamp(max=FARTHEST)
        summed = part["earlier"](one) + part["later"](other) + part["product"](one * other)
        summed = torch.relu(summed + part["distance"](apart))
        joined = part["earlier_factor"](one) * part["later_factor"](other)
        return part["pair"](self.drop_pairs(torch.cat([summed, joined], 1)))


def _halves() -> bool:
    return "AVX512" in torch.backends.cpu.get_cpu_capability()


# -------------------------------------------------------------------------------- training


def batches(examples: Sequence[Example], chance: np.random.Generator) -> Iterator[list[Example]]:
    """Posts of like length together, the batches in any order."""
    length = np.array([each.longest for each in examples])
    order = np.argsort(length + chance.uniform(0, 10, len(length)), kind="stable")
    found: list[list[Example]] = [[]]
    rows = 0
    for at in order:
        more = len(examples[at].pieces.windows)
        if found[-1] and (rows + more) * length[at] > ROOM:
            found.append([])
            rows = 0
        found[-1].append(examples[at])
        rows += more
    return iter([found[at] for at in chance.permutation(len(found))])


def train(
    examples: Sequence[Example],
    epochs: int,
    rate: float,
    start: dict[str, Any] | None = None,
    seed: int = 0,
    say: Say = print,
) -> dict[str, Any]:
    """Train on, from the encoder's weights or from ``start``; return the weights.

    The same on every run on one machine with one thread.
    """
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    net = Net(Stored())
    if start is not None:
        net.load_state_dict(start)
    optimiser = torch.optim.AdamW(_groups(net, rate), weight_decay=0.01)
    rates = [group["lr"] for group in optimiser.param_groups]
    steps = epochs * sum(1 for _ in batches(examples, np.random.default_rng(seed)))
    step = 0
    net.train()
    for epoch in range(epochs):
        total = 0.0
        for batch in batches(examples, chance):
            loss = _loss(net, batch)
            factor = min((step + 1) / (WARM * steps), 1.0) * max(1 - step / steps, 0.0)
            step += 1
            for group, own in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = own * factor
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            total += float(loss.detach())
        say(f"epoch {epoch + 1} of {epochs}: loss {total:.1f}")
    return net.eval().state_dict()


def _groups(net: Net, rate: float) -> list[dict[str, Any]]:
    groups = [
        {"params": list(net.heads.parameters()), "lr": rate * HEADS_FASTER},
        {
            "params": [*net.sides.parameters(), *net.norm.parameters()],
            "lr": rate * DECAY**LAYERS,
        },
    ]
    for number, layer in enumerate(net.layers):
        lower = LAYERS - 1 - number
        groups.append({"params": list(layer.parameters()), "lr": rate * DECAY**lower})
    return groups


def _loss(net: Net, batch: Sequence[Example]) -> torch.Tensor:
    scores = net(batch)
    weights = torch.tensor([each.weight for each in batch])
    wanted = torch.tensor([each.stance for each in batch])
    known = wanted >= 0
    loss = torch.zeros(())
    if known.any():
        stances = nn.functional.cross_entropy(
            scores["stance"][known], wanted[known], reduction="none", label_smoothing=SMOOTHED
        )
        loss = loss + STANCE * (stances * weights[known]).sum()
    if "pair" in scores:
        shares = torch.tensor([share for each in batch for share in each.labels])
        loss = loss + PAIRS * nn.functional.cross_entropy(scores["pair"], shares, reduction="sum")
    told = {
        "cut": (CUTS, [float(cut) for each in batch for cut in each.cuts]),
        "claim": (CLAIMS, [float(mark) for each in batch for mark in each.marked]),
    }
    for task, (share, answers) in told.items():
        if task in scores:
            truth = torch.tensor(answers)
            known = truth >= 0
            loss = loss + share * nn.functional.binary_cross_entropy_with_logits(
                scores[task][known], truth[known], reduction="sum"
            )
    return loss
