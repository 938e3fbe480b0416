"""Every frame that can tell a point's counts passes the checker's own rule for frames."""

from __future__ import annotations

from argmap.model.frames import frame_is_allowed, point_frames


def test_every_frame_is_made_of_framing_words() -> None:
    frames = {
        frame
        for quotes in range(1, 5)
        for supports in range(1, 9)
        for contrasts in range(9)
        for frame in point_frames(quotes, supports, contrasts)
    }
    assert len(frames) > 1000
    assert [frame for frame in sorted(frames) if not frame_is_allowed(frame)] == []
