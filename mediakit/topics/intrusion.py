"""Whether people see what holds a topic together: intrusion tasks, and their scoring."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.aligning import align
from mediakit.errors import MediakitError, require_columns
from mediakit.topics.labels import topic_labels
from mediakit.topics.ranking import score_terms
from mediakit.topics.value import Topics

# Words shown of the topic, and topics shown of the article, beside one intruder.
_WORDS, _TOPICS = 5, 3
# Normal quantile of 95 %.
_Z = 1.959964


def topic_intrusion_sheet(
    topics: Topics,
    *,
    articles: pd.DataFrame | None = None,
    n: int = 3,
    measure: str = "relevance",
    random_state: int = 0,
) -> pd.DataFrame:
    """Make a sheet for coders, who tell which word or which topic does not belong.

    Give coders the sheet without the solution, ``sheet.drop(columns=["topic", "intruder"])``; they
    write the number of their choice into ``answer``, and `score_intrusion` counts.

    Parameters
    ----------
    topics : Topics
        From `fit_topics`.
    articles : DataFrame, optional
        The article table with its column ``title``, for the topic intrusion task as well.
    n : int
        How many questions of each task a topic.
    measure : {"relevance", "frex", "c_tf_idf"}
        What makes a word the topic's, as of `topic_labels`.
    random_state : int
        Seed.

    Returns
    -------
    DataFrame, one row a question, shuffled
        ``item``
            Number of the question, from 1.
        ``task``
            ``"word"``: five words of a topic and one that is important in another and not in it;
            ``"topic"``: a headline, three topics of the article and one that is not.
        ``question``
            The headline, or empty.
        ``choice_1``
            The first choice.
        ``choice_2``
            The second choice.
        ``choice_3``
            The third choice.
        ``choice_4``
            The fourth choice.
        ``choice_5``
            The fifth choice; empty for topics.
        ``choice_6``
            The sixth choice; empty for topics.
        ``answer``
            Empty, for the coder.
        ``topic``
            The topic that is tested.
        ``intruder``
            Number of the right answer.

    Raises
    ------
    MediakitError
        If there are too few topics or words for a question.

    References
    ----------
    Chang et al. (2009), Reading tea leaves: how humans interpret topic models, NIPS. Ying,
    Montgomery and Stewart (2022), Topics, concepts, and measurement, Political Analysis 30.

    Examples
    --------
    >>> import mediakit as mk
    >>> topics = mk.fit_topics(mk.tokenize(mk.sample_articles()), n_topics=6)
    >>> sheet = mk.topic_intrusion_sheet(topics)
    >>> len(sheet), sheet["answer"].eq("").all()
    (18, np.True_)
    """
    random = np.random.default_rng(random_state)
    rows = _word_questions(topics, n=n, measure=measure, random=random)
    if articles is not None:
        require_columns(articles, columns=["title"], made_by="read_articles()")
        titles = align(articles["title"], articles=topics.shares.index, name="articles=")
        rows += _topic_questions(topics, titles=titles, n=n, measure=measure, random=random)
    order = random.permutation(len(rows))
    table = pd.DataFrame([rows[row] for row in order])
    table.insert(0, "item", np.arange(1, len(table) + 1))
    return table


def score_intrusion(answers: pd.DataFrame, *, sheet: pd.DataFrame) -> pd.DataFrame:
    """Score what coders answered to `topic_intrusion_sheet`.

    Parameters
    ----------
    answers : DataFrame
        The coded sheet, ``item`` and ``answer`` (the number of the choice, or its text); of several
        coders below each other. Rows without an answer are left out.
    sheet : DataFrame
        The sheet with the solution.

    Returns
    -------
    DataFrame
        One row per task and topic, then one per task for all topics (``topic`` missing):

        ``task``
            ``"word"`` or ``"topic"``.
        ``topic``
            The topic.
        ``answers``
            How many answers.
        ``correct``
            How many of them found the intruder.
        ``precision``
            `correct` divided by `answers`, the model precision.
        ``precision_low``
            Lower end of its 95 % interval (Wilson).
        ``precision_high``
            Upper end.
        ``chance``
            What guessing would reach.

    Raises
    ------
    ColumnError
        If a column is missing.
    MediakitError
        Naming the first item that the sheet does not have, or the first answer that is no choice.

    References
    ----------
    Chang et al. (2009), Reading tea leaves: how humans interpret topic models, NIPS. Wilson (1927),
    Probable inference, the law of succession, and statistical inference, JASA 22.

    Examples
    --------
    >>> import mediakit as mk
    >>> topics = mk.fit_topics(mk.tokenize(mk.sample_articles()), n_topics=6)
    >>> sheet = mk.topic_intrusion_sheet(topics)
    >>> perfect = sheet.assign(answer=sheet["intruder"])
    >>> mk.score_intrusion(perfect, sheet=sheet)["precision"].eq(1).all()
    np.True_
    """
    require_columns(answers, columns=["item", "answer"], made_by="topic_intrusion_sheet()")
    require_columns(
        sheet, columns=["item", "task", "topic", "intruder"], made_by="topic_intrusion_sheet()"
    )
    table = _judge(answers, sheet=sheet)
    whole = table.assign(topic=pd.Series(pd.NA, index=table.index, dtype="Int64"))
    scores = pd.concat(
        [
            part.groupby(["task", "topic"], dropna=False)["right"]
            .agg(["size", "sum"])
            .reset_index()
            for part in (table, whole)
        ],
        ignore_index=True,
    ).set_axis(["task", "topic", "answers", "correct"], axis=1)
    low, high = _wilson(scores["correct"].to_numpy(), scores["answers"].to_numpy())
    return scores.assign(
        precision=scores["correct"] / scores["answers"],
        precision_low=low,
        precision_high=high,
        chance=np.where(scores["task"] == "word", 1 / (_WORDS + 1), 1 / (_TOPICS + 1)),
    )


def _judge(answers: pd.DataFrame, *, sheet: pd.DataFrame) -> pd.DataFrame:
    """Tell of each answer given whether it is right: ``task``, ``topic``, ``right``."""
    given = answers[answers["answer"].notna() & answers["answer"].astype(str).str.strip().ne("")]
    solution = sheet.set_index("item")
    unknown = given["item"][~given["item"].isin(solution.index)].tolist()
    if unknown:
        raise MediakitError(
            f"the sheet has no item {unknown[0]!r}. Pass the sheet it was made from."
        )
    asked = solution.loc[given["item"]]
    chosen = [
        _read_answer(answer, choices=choices, item=item)
        for answer, item, choices in zip(
            given["answer"], given["item"], asked.filter(like="choice_").to_numpy(), strict=True
        )
    ]
    return pd.DataFrame(
        {
            "task": asked["task"].to_numpy(),
            "topic": asked["topic"].astype("Int64").array,
            "right": np.array(chosen) == asked["intruder"].to_numpy(),
        }
    )


def _word_questions(
    topics: Topics, *, n: int, measure: str, random: np.random.Generator
) -> list[dict[str, object]]:
    scores = score_terms(topics.counts, measure=measure).round(9)
    order = np.argsort(-scores, axis=1, kind="stable")
    shares = topics.counts.counts.toarray()
    shares = shares / np.maximum(shares.sum(axis=1, keepdims=True), 1)
    heavy = order[:, : 2 * _WORDS]
    rows = []
    for topic in range(len(scores)):
        # An intruder is a word of another topic that is in the lower half of this one.
        others = np.unique(np.delete(heavy, topic, axis=0))
        strange = others[shares[topic, others] <= np.median(shares[topic, others])]
        strange = np.setdiff1d(strange, heavy[topic])
        if len(strange) == 0 or np.isfinite(scores[topic, heavy[topic]]).sum() < _WORDS:
            raise MediakitError(
                f"topic {topic + 1} has too few words for a question. Fit fewer topics."
            )
        known = heavy[topic][np.isfinite(scores[topic, heavy[topic]])]
        for _ in range(n):
            own = random.choice(known, _WORDS, replace=False)
            intruder = random.choice(strange)
            words = topics.counts.terms.take([*own, intruder]).tolist()
            rows.append(_question("word", "", words, topic=topic + 1, random=random))
    return rows


def _topic_questions(
    topics: Topics, *, titles: pd.Series, n: int, measure: str, random: np.random.Generator
) -> list[dict[str, object]]:
    shares = topics.shares.to_numpy()
    if shares.shape[1] <= _TOPICS:
        raise MediakitError(
            f"topic intrusion needs {_TOPICS + 1} topics or more, not {shares.shape[1]}. "
            "Leave articles= out."
        )
    names = topic_labels(topics, n=_WORDS, measure=measure)["label"].tolist()
    topic_of = topics.articles["topic"].fillna(0).to_numpy(dtype=np.int64)
    rows = []
    for topic in range(1, shares.shape[1] + 1):
        members = np.flatnonzero(topic_of == topic)
        for row in random.choice(members, min(n, len(members)), replace=False):
            order = np.argsort(-shares[row], kind="stable")
            # An intruder is one of the weaker half of the other topics.
            weak = order[max(_TOPICS, (len(order) + _TOPICS) // 2) :]
            shown = [*order[:_TOPICS], random.choice(weak if len(weak) else order[_TOPICS:])]
            choices = [names[number] for number in shown]
            rows.append(
                _question("topic", str(titles.iloc[row]), choices, topic=topic, random=random)
            )
    return rows


def _question(
    task: str, question: str, choices: list[str], *, topic: int, random: np.random.Generator
) -> dict[str, object]:
    """Shuffle the choices, of which the last is the intruder."""
    order = random.permutation(len(choices))
    shown = [choices[place] for place in order] + [""] * (_WORDS + 1 - len(choices))
    return {
        "task": task,
        "question": question,
        **{f"choice_{place}": choice for place, choice in enumerate(shown, start=1)},
        "answer": "",
        "topic": topic,
        "intruder": int(np.flatnonzero(order == len(choices) - 1)[0]) + 1,
    }


def _read_answer(answer: object, *, choices: npt.NDArray[np.object_], item: object) -> int:
    """Read the number or the text of a choice."""
    named = [str(choice) for choice in choices if choice]
    told = str(answer).strip()
    if told in named:
        return named.index(told) + 1
    number = told.removesuffix(".0")
    if number.isdecimal() and 1 <= int(number) <= len(named):
        return int(number)
    raise MediakitError(
        f"item {item!r} has the answer {answer!r}, which is none of its {len(named)} choices."
    )


def _wilson(
    correct: npt.NDArray[np.integer], n: npt.NDArray[np.integer]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    share = correct / n
    middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    reach = _Z * np.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2)) / (1 + _Z**2 / n)
    return np.maximum(middle - reach, 0), np.minimum(middle + reach, 1)
