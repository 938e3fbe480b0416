import numpy as np
import pytest

from argmap.encode import HashingEncoder, MiniLM, load_encoder
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
def test_an_interrupted_encoding_stops():
    def interrupt(count):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        MiniLM(2)([f"text {number}" for number in range(2_000)], tick=interrupt)
