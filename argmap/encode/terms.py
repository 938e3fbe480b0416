"""Bags of weighted terms: the lexical half of topical closeness."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from scipy import sparse

WORD = re.compile(r"[^\W\d_][\w+#.-]*[\w+#]")
STOP = frozenset(
    """
    a about above after again against all almost already also although always am an and another any
    anybody anyone anything are aren't around as at away back be because been before being below
    better between both but by came can can't cannot come could couldn't did didn't do does doesn't
    doing don't done down during each either else enough etc even ever every everyone everything
    far few for from further get gets getting give go goes going gone good got great had hadn't
    has hasn't have haven't having he her here hers him his how however i i'd i'll i'm i've if in
    instead into is isn't it it's its itself just keep kind know least less let like likely little
    look looks lot made make makes making many may maybe me mean means might mine more most much
    must my need needs never no nobody none nor not nothing now of off often ok on once one only
    onto or other others our out over own people perhaps point pretty probably put quite rather
    really right said same say says see seem seems seen she should shouldn't since so some someone
    something sometimes somewhere sort still stuff such sure take than thank thanks that that's
    the their them then there there's these they they're thing things think this those though
    thought through thus time to together too took toward try trying under until up upon us use
    used uses using usually very want wants was wasn't way ways we well went were weren't what
    what's whatever when where whether which while who whole whom whose why will with within
    without won't work works would wouldn't yeah yes yet you you'd you'll you're you've your yours
    """.split()
)


def tokens(text: str) -> list[str]:
    """Return lower-case words of two letters or more, without stop words and plural *s*."""
    out = []
    for found in WORD.findall(text):
        word = found.lower().strip(".-'")
        if word in STOP:
            continue
        if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is", "js")):
            word = word[:-1]
        out.append(word)
    return out


def tf_idf(
    documents: Sequence[Sequence[str]], *, rarest: int = 2, commonest: float = 0.2
) -> tuple[sparse.csr_matrix, list[str]]:
    """Weigh terms by (1 + log tf) · idf, rows of unit length.

    Args:
        documents: Terms of each document.
        rarest: A term must stand in at least so many documents.
        commonest: … and in at most this share of them (of at least ten).

    Returns:
        Float32 matrix of shape (documents, terms), and the terms in alphabetical order.

    Source: Salton & Buckley 1988, doi:10.1016/0306-4573(88)90021-0.
    """
    within = [Counter(document) for document in documents]
    counts = Counter(term for terms in within for term in terms)
    ceiling = max(10.0, commonest * len(documents))
    vocabulary = sorted(term for term, n in counts.items() if rarest <= n <= ceiling)
    column = {term: number for number, term in enumerate(vocabulary)}
    rows, columns, values = [], [], []
    for row, terms in enumerate(within):
        for term, count in sorted(terms.items()):
            if term in column:
                rows.append(row)
                columns.append(column[term])
                idf = np.log((1 + len(documents)) / (1 + counts[term])) + 1
                values.append((1 + np.log(count)) * idf)
    shape = (len(documents), len(vocabulary))
    matrix = sparse.csr_matrix((values, (rows, columns)), shape=shape, dtype=np.float32)
    return unit_rows(matrix), vocabulary


def unit_rows(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """Scale each row to unit length; zero rows stay zero."""
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scale = sparse.diags(1.0 / np.maximum(norms, 1e-9))
    return sparse.csr_matrix(scale @ matrix, dtype=np.float32)
