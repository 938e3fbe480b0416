"""What argmap refuses in one process can be told in another."""

from __future__ import annotations

import pickle

import pytest

from argmap.errors import (
    ArgmapError,
    BadSource,
    EndpointError,
    FetchFailed,
    MissingPart,
    ModelFailed,
    QueryError,
    UnknownName,
    UnknownSource,
    VerificationFailed,
)


@pytest.mark.parametrize(
    "error",
    [
        ArgmapError("plain"),
        BadSource("a.json", "line 1", "broken", "Mend it."),
        EndpointError("http://x", "no", "Try.", 500),
        FetchFailed("hn:1", "offline"),
        MissingPart("spaCy", "Install it."),
        ModelFailed("m", "silent"),
        QueryError("wrong", 3, 4),
        UnknownName("reader", "x", ["a", "b"]),
        UnknownSource("x", ["a"]),
        VerificationFailed("x", ["one", "two"]),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_comes_out_as_it_went_in(error: ArgmapError) -> None:
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is type(error)
    assert str(back) == str(error)
    assert back.__dict__ == error.__dict__
