from importlib.resources import files

import numpy as np
import pytest

from argmap.cache import NO_CACHE
from argmap.encode import HashingEncoder, LayeredEncoder, MiniLM, load_encoder, remembering
from argmap.encode.encoder import with_output
from argmap.encode.terms import tf_idf, tokens


@pytest.mark.parametrize("fast", [True, pytest.param(False, marks=pytest.mark.trained)])
def test_vectors_have_unit_length_and_empty_texts_are_zero(fast):
    vectors = load_encoder(fast)(["Rust is fast", "", "Rust is fast"])
    assert vectors.shape == (3, 384)
    assert np.linalg.norm(vectors[0]) == pytest.approx(1, abs=1e-5)
    assert not vectors[1].any()
    assert (vectors[0] == vectors[2]).all()


@pytest.mark.trained
def test_the_shipped_encoder_puts_paraphrases_closer_than_strangers():
    cats, kittens, taxes = load_encoder()(
        ["Cats are lovely animals.", "Kittens make great pets.", "Taxes rose again in April."]
    )
    assert cats @ kittens > cats @ taxes + 0.2


def test_every_text_is_counted_once_by_the_tick():
    done = []
    HashingEncoder()(["a b", "c d", "a b"], tick=done.append)
    assert sum(done) == 3


def test_tokens_drop_stop_words_and_plurals():
    assert tokens("The configs of Pkl classes, and 3 process.") == [
        "config", "pkl", "classe", "process",
    ]  # fmt: skip


def test_rare_terms_weigh_more_and_rows_have_unit_length():
    documents = [["yaml", "helm"], ["yaml", "nix"], ["yaml", "helm"], ["nix", "only"]]
    matrix, terms = tf_idf(documents, rarest=2)
    assert terms == ["helm", "nix", "yaml"]
    dense = matrix.toarray()
    assert dense[0][terms.index("helm")] > dense[0][terms.index("yaml")] > 0
    assert np.linalg.norm(dense, axis=1) == pytest.approx(1)


def test_documents_without_shared_terms_give_an_empty_matrix():
    matrix, terms = tf_idf([["a"], ["b"], []])
    assert terms == [] and matrix.shape == (3, 0)


LENGTHS = [
    "Yes.",
    "It is fast.",
    "A much longer text that goes on, " * 30,
    "No, it is not.",
    "Ünïcode 🙂",
]


@pytest.mark.trained
@pytest.mark.parametrize("workers", [1, 3])
def test_a_vector_depends_on_its_own_text_alone(workers):
    encoder = MiniLM(workers)
    company = [f"{text} {number}" for number in range(20) for text in LENGTHS]
    together = encoder([*company, *LENGTHS])[len(company) :]
    alone = np.concatenate([encoder([text]) for text in LENGTHS])
    assert together.tobytes() == alone.tobytes()


@pytest.mark.trained
@pytest.mark.parametrize("workers", [1, 3])
def test_the_inner_layer_is_read_in_the_same_pass_and_depends_on_its_own_text_alone(workers):
    encoder = MiniLM(workers)
    company = [f"{text} {number}" for number in range(20) for text in LENGTHS]
    together = encoder.layers([*company, *LENGTHS, ""])
    assert together.vectors.tobytes() == encoder([*company, *LENGTHS, ""]).tobytes()
    assert (together.inner.shape, together.inner.dtype) == (together.vectors.shape, np.float16)
    assert not together.inner[-1].any()
    alone = np.concatenate([encoder.layers([text]).inner for text in LENGTHS])
    assert together.inner[len(company) : -1].tobytes() == alone.tobytes()


@pytest.mark.trained
def test_the_shipped_model_is_as_it_was_and_gives_the_inner_layer_when_asked():
    onnxruntime = pytest.importorskip("onnxruntime")
    model = (files("argmap") / "data" / "encoder" / "model.int8.onnx").read_bytes()
    tensor = "/m/encoder/layer.3/output/LayerNorm/LayerNormalization_output_0"
    ids = np.array([[101, 2009, 2573, 102]], dtype=np.int64)
    given = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
    plain = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    asked = onnxruntime.InferenceSession(
        with_output(model, tensor), providers=["CPUExecutionProvider"]
    )
    assert [each.name for each in plain.get_outputs()] == ["embedding"]
    assert [each.name for each in asked.get_outputs()] == ["embedding", tensor]
    vector, tokens = asked.run(None, given)
    assert (vector == plain.run(None, given)[0]).all()
    assert tokens.shape == (1, 4, 384)


class Kept(dict):
    """A cache in memory."""

    put = dict.update


@pytest.mark.trained
def test_what_is_remembered_is_what_was_encoded_to_the_byte():
    encoder, cache = MiniLM(1), Kept()
    fresh = encoder.layers(LENGTHS)
    first = remembering(encoder, cache).layers(LENGTHS)
    assert cache
    again = remembering(encoder, cache)
    encoder.layers = None  # what is asked of the encoder now would fail
    found = again.layers(LENGTHS)
    for one in (first, found):
        assert one.vectors.tobytes() == fresh.vectors.tobytes()
        assert one.inner.tobytes() == fresh.inner.tobytes()
    assert again(LENGTHS).tobytes() == fresh.vectors.tobytes()


def test_without_a_cache_or_an_inner_layer_the_encoder_stays_itself():
    hashing = HashingEncoder()
    assert not isinstance(hashing, LayeredEncoder)
    assert remembering(hashing, Kept()) is hashing
    encoder = MiniLM(1)
    assert remembering(encoder, NO_CACHE) is encoder


@pytest.mark.trained
def test_an_interrupted_encoding_stops():
    def interrupt(count):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        MiniLM(2)([f"text {number}" for number in range(2_000)], tick=interrupt)
