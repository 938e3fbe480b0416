"""Positions computed when the page is written: the same map, the same picture, no physics."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

Positions = list[tuple[int, int]]
"""Whole pixels, so that files do not change with the last bit of a float."""

GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


def place_themes(
    radii: Sequence[float],
    links: Mapping[tuple[int, int], float] | None = None,
    *,
    gap: float = 105.0,
    rounds: int = 300,
) -> Positions:
    """Place circles without overlap, linked ones near each other.

    They start on a golden-angle spiral, largest in the middle; then links pull, everything is
    drawn gently to the middle, and circles that touch push apart. Nothing is random.

    Args:
        radii: One per circle, in pixels.
        links: Strength by pair of positions in ``radii``.
        gap: Least free space between two circles, in pixels.
        rounds: Steps of the relaxation; more make a tighter picture.

    Returns:
        One centre per circle, around (0, 0).

    Source: spiral of Vogel 1979, doi:10.1016/0025-5564(79)90080-4; the relaxation is a force
    scheme after Fruchterman & Reingold 1991, doi:10.1002/spe.4380211102.
    """
    count = len(radii)
    if count == 0:
        return []
    size = np.asarray(radii, dtype=np.float64)
    points = _spiral(count, float(size.mean()) * 1.6 + gap)
    pull = np.zeros((count, count))
    for (a, b), strength in sorted((links or {}).items()):
        pull[a, b] = pull[b, a] = math.log1p(strength)
    if pull.max() > 0:
        pull /= pull.max()
    apart = size[:, None] + size[None, :] + gap
    for number in range(rounds):
        cooling = 1.0 - number / rounds
        points = points + cooling * 0.02 * (pull @ points - pull.sum(1, keepdims=True) * points)
        points = points - cooling * 0.01 * points
        points = _push(points, apart)
    for _ in range(200):
        moved = _push(points, apart)
        if np.abs(moved - points).max() < 0.5:
            break
        points = moved
    points = points - (points.max(0) + points.min(0)) / 2
    return [(round(float(x)), round(float(y))) for x, y in points]


def place_claims(centre: tuple[int, int], count: int, *, step: float = 46.0) -> Positions:
    """Place ``count`` dots evenly inside a disc (sunflower), the first in the middle."""
    dots = _spiral(count, step)
    return [(centre[0] + round(float(x)), centre[1] + round(float(y))) for x, y in dots]


def disc_radius(count: int, *, step: float = 46.0) -> float:
    """Return the radius in pixels of the disc that :func:`place_claims` fills."""
    return step * math.sqrt(count) + step


def _spiral(count: int, step: float) -> npt.NDArray[np.float64]:
    number = np.arange(count, dtype=np.float64)
    radius = step * np.sqrt(number)
    angle = number * GOLDEN_ANGLE
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)


def _push(
    points: npt.NDArray[np.float64], apart: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    difference = points[:, None, :] - points[None, :, :]
    distance = np.sqrt((difference**2).sum(-1))
    overlap = np.clip(apart - distance, 0, None)
    np.fill_diagonal(overlap, 0)
    direction = difference / np.maximum(distance, 1e-6)[:, :, None]
    pushed: npt.NDArray[np.float64] = points + 0.5 * (overlap[:, :, None] * direction).sum(
        1
    ) * np.array([1.0, 1.0])
    return pushed
