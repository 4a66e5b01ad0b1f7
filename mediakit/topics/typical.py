"""What a topic looks like: its most typical articles and sentences."""

import numpy as np
import numpy.typing as npt

from mediakit.topics.runs import strongest
from mediakit.topics.value import Topics


def closeness(topics: Topics) -> npt.NDArray[np.float64]:
    """Give how near each article lies to the centre of each topic, (n_articles, n_topics).

    By cosine, to nine digits; -inf where the topic is not the article's strongest.
    """
    shares = topics.shares.to_numpy()
    labels = strongest(shares)
    near = np.full(shares.shape, -np.inf)
    for number in range(shares.shape[1]):
        members = np.flatnonzero(labels == number)
        if len(members):
            centre = topics.places[members].mean(axis=0)
            near[members, number] = (topics.places[members] @ centre).round(9)
    return near
