"""Targets, trends, drivers, sensitivity, validation, lexicons of others, transformer models."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import accuracy_score, f1_score, roc_auc_score

import mediakit as mk

LEXICON = pd.DataFrame(
    {"term": ["Erfolg", "Krise", "loben", "kritisieren"], "polarity": [1.0, -1.0, 1.0, -1.0]}
)


def toward(text: str, targets) -> dict[str, float]:
    articles = pd.DataFrame({"text": [text]})
    table = mk.target_sentiment(articles, targets=targets, lexicon=LEXICON)
    return dict(zip(table["target"], table["polarity"].round(2), strict=True))


def test_targets_of_one_sentence_are_kept_apart() -> None:
    found = toward("Die Bahn steckt in der Krise, die Post meldet Erfolg.", ["Bahn", "Post"])
    assert found["Bahn"] < 0 < found["Post"]


def test_a_word_between_two_targets_counts_for_the_second() -> None:
    found = toward("Merz kritisiert Scholz", ["Merz", "Scholz"])
    assert np.isnan(found["Merz"])
    assert found["Scholz"] < 0


def test_distance_lowers_what_a_word_counts() -> None:
    own = toward("Die Bahn meldet Erfolg. Ende der Woche.", ["Bahn"])["Bahn"]
    beside = toward("Die Bahn meldet. Erfolg Ende der Woche.", ["Bahn"])["Bahn"]
    far = toward("Die Bahn meldet. Das war es. Erfolg.", ["Bahn"])["Bahn"]
    assert own > beside > 0
    assert np.isnan(far)


def test_a_bare_negation_counts_for_nobody() -> None:
    articles = pd.DataFrame({"text": ["Die Bahn fährt nicht."]})
    table = mk.target_sentiment(articles, targets=["Bahn"])
    assert table[["n_scored", "label"]].to_numpy().tolist() == [[0, "neutral"]]


def test_targets_may_be_patterns_or_spans() -> None:
    articles = pd.DataFrame({"text": ["Die Bahnen sind ein Erfolg."]}, index=["a"])
    by_pattern = mk.target_sentiment(
        articles, targets={"Bahn": ["Bahn", "Bahn?n"]}, lexicon=LEXICON
    )
    spans = pd.DataFrame({"article": ["a"], "target": ["Bahn"], "start": [4], "end": [10]})
    by_span = mk.target_sentiment(articles, targets=spans, lexicon=LEXICON)
    pd.testing.assert_frame_equal(by_pattern, by_span)
    assert by_pattern[["start", "end", "label"]].to_numpy().tolist() == [[4, 10, "positive"]]
    articles = pd.DataFrame({"text": ["Die Deutsche Bahn und die Bahnreform sind ein Erfolg."]})
    found = mk.target_sentiment(articles, targets={"Bahn": ["deutsche Bahn", "Bahn*"]})
    assert found[["start", "end"]].to_numpy().tolist() == [[4, 17], [26, 36]]
    family = mk.match_terms(mk.tokenize(articles), parts_of="Bahn")
    by_family = mk.target_sentiment(articles, targets=family)
    assert by_family["start"].tolist() == [13, 26]


def test_mentions_are_listed_in_the_order_of_the_articles() -> None:
    articles = pd.DataFrame({"text": ["Bahn und Amt.", "Amt."]}, index=["z", "y"])
    table = mk.target_sentiment(articles, targets=["Amt", "Bahn"], lexicon=LEXICON)
    assert table[["article", "target"]].to_numpy().tolist() == [
        ["z", "Bahn"],
        ["z", "Amt"],
        ["y", "Amt"],
    ]


def test_wrong_targets_are_named() -> None:
    articles = pd.DataFrame({"text": ["Die Bahn."]}, index=["a"])
    with pytest.raises(mk.EmptyError, match="no target is named"):
        mk.target_sentiment(articles, targets=["Post"])
    with pytest.raises(mk.MediakitError, match="no terms given"):
        mk.target_sentiment(articles, targets=[])
    with pytest.raises(mk.ColumnError, match="no column 'pattern'"):
        mk.target_sentiment(articles, targets=pd.DataFrame({"name": ["Bahn"]}))
    spans = pd.DataFrame({"article": ["a"], "target": ["x"], "start": [4], "end": [40]})
    with pytest.raises(mk.MediakitError, match="characters 4 to 40 of article 'a' hold no mention"):
        mk.target_sentiment(articles, targets=spans)
    with pytest.raises(mk.MediakitError, match="names article 'b', which articles lacks"):
        mk.target_sentiment(articles, targets=spans.assign(article="b"))


SCORES = pd.DataFrame(
    {"polarity": [-0.5, 0.5, 0.3, np.nan, 0.1], "label": "neutral"}, index=list("abcde")
)
DAYS = pd.Series(
    pd.to_datetime(["2025-01-06", "2025-01-12", "2025-01-13", "2025-01-13", None]).tz_localize(
        "Europe/Berlin"
    ),
    index=list("abcde"),
)


def test_trends_average_by_period_and_group() -> None:
    table = mk.sentiment_trends(SCORES, published=DAYS)
    assert table["period"].dt.strftime("%d.%m.").tolist() == ["06.01.", "13.01."]
    assert table["polarity"].tolist() == [0.0, 0.3]
    assert table["articles"].tolist() == [2, 1]  # neither the undated nor the unscored one
    assert table[["low", "high"]].to_numpy().tolist()[0] == [-0.5, 0.5]
    assert table[["low", "high"]].isna().to_numpy().tolist()[1] == [True, True]  # of one article
    by = pd.Series(list("XYXYX"), index=list("abcde"))
    groups = mk.sentiment_trends(SCORES, by=by)
    assert groups["group"].tolist() == ["X", "Y"]
    assert groups["polarity"].round(3).tolist() == [-0.033, 0.5]
    assert groups["period"].isna().all()


def test_intervals_hold_the_mean_of_the_population() -> None:
    rng = np.random.default_rng(1)
    held = 0
    for seed in range(100):
        scores = pd.DataFrame({"polarity": np.clip(rng.normal(0.1, 0.2, 40), -1, 1)})
        row = mk.sentiment_trends(scores, random_state=seed).iloc[0]
        held += row["low"] <= 0.1 <= row["high"]
    assert 88 <= held <= 99


def test_copies_count_once_by_weight() -> None:
    polarity = np.array([-0.8, -0.4, 0.0, 0.2, 0.6])
    once = pd.DataFrame({"polarity": polarity})
    copied = pd.DataFrame({"polarity": np.append(polarity, [0.6] * 3)})
    weights = pd.Series([1.0] * 4 + [0.25] * 4)
    expected, found = mk.sentiment_trends(once), mk.sentiment_trends(copied, weights=weights)
    assert found["polarity"].tolist() == pytest.approx(expected["polarity"].tolist())
    assert found[["articles", "weight"]].to_numpy().tolist() == [[8, 5.0]]
    # Copies do not narrow the interval: it is as wide as that of the texts.
    width = (expected["high"] - expected["low"]).iloc[0]
    assert (found["high"] - found["low"]).iloc[0] == pytest.approx(width, rel=0.05)
    assert mk.sentiment_trends(copied)["polarity"].iloc[0] > found["polarity"].iloc[0]
    plain = mk.sentiment_trends(copied, weights=pd.Series(1.0, index=copied.index))
    pd.testing.assert_frame_equal(plain, mk.sentiment_trends(copied))


def test_weights_act_in_drivers_and_sensitivity_as_leaving_copies_out() -> None:
    texts = ["Erfolg und Krise.", "Krise!", "Krise!", "Sie loben den Erfolg."]
    articles = pd.DataFrame({"text": texts, "week": [1, 1, 1, 2]})
    weights = pd.Series([1.0, 0.5, 0.5, 1.0])
    once = articles.drop(index=2)
    by = articles["week"]
    for measure in (
        lambda table, **options: mk.lexicon_sensitivity(
            mk.sentiment_evidence(table, lexicon=LEXICON), by=by, **options
        ),
        lambda table, **options: mk.sentiment_drivers(
            mk.sentiment_evidence(table, lexicon=LEXICON), by=by, of=1, against=2, **options
        ).query("kind == 'word'"),
    ):
        found, expected = measure(articles, weights=weights), measure(once)
        columns = found.columns.drop("words", errors="ignore")
        pd.testing.assert_frame_equal(found[columns], expected[columns])
    left_out = measure(articles, weights=pd.Series([1.0, 1.0, 0.0, 1.0]))
    pd.testing.assert_frame_equal(left_out, measure(once))


@pytest.mark.parametrize("weight", [-0.1, 1.5, np.nan])
def test_wrong_weights_are_named(weight: float) -> None:
    weights = pd.Series([1.0, weight, 1.0, 1.0, 1.0], index=SCORES.index)
    with pytest.raises(mk.MediakitError, match=f"weights= holds {weight} for article 'b'"):
        mk.sentiment_trends(SCORES, weights=weights)
    with pytest.raises(mk.MediakitError, match="weights= does not know article 'e'"):
        mk.sentiment_trends(SCORES, weights=weights.drop("e"))


def test_wrong_trends_are_named() -> None:
    with pytest.raises(mk.MediakitError, match="freq must be one of D, W, M"):
        mk.sentiment_trends(SCORES, published=DAYS, freq="H")
    with pytest.raises(mk.MediakitError, match="by= does not know article 'b'"):
        mk.sentiment_trends(SCORES, by=pd.Series({"a": 1}))
    with pytest.raises(mk.MediakitError, match="by= knows article 'a' twice"):
        mk.sentiment_trends(SCORES, by=pd.Series(1, index=list("aabcde")))
    with pytest.raises(mk.MediakitError, match="by= must be a Series indexed by article, not list"):
        mk.sentiment_trends(SCORES, by=[1, 2])
    with pytest.raises(mk.MediakitError, match="published= must be a Series of times"):
        mk.sentiment_trends(SCORES, published=pd.Series(1, index=list("abcde")))
    with pytest.raises(mk.EmptyError, match="no article has a polarity, a date and a group"):
        mk.sentiment_trends(SCORES.loc[["d"]])


def test_drivers_sum_to_the_difference() -> None:
    articles = mk.sample_articles()
    scores = mk.score_sentiment(articles)
    means = scores["polarity"].groupby(articles["outlet"]).mean()
    drivers = mk.sentiment_drivers(
        mk.sentiment_evidence(articles),
        by=articles["outlet"],
        of="abendkurier",
        against="tagblatt",
    )
    sums = drivers.groupby("kind")["contribution"].sum()
    assert sums.to_numpy() == pytest.approx([means["abendkurier"] - means["tagblatt"]] * 2)
    assert drivers["kind"].drop_duplicates().tolist() == ["word", "article"]


def test_wrong_drivers_are_named() -> None:
    articles = pd.DataFrame({"text": ["Erfolg", "Krise"], "week": [1, 2]})
    evidence = mk.sentiment_evidence(articles, lexicon=LEXICON)
    with pytest.raises(mk.MediakitError, match="are the same group, 1"):
        mk.sentiment_drivers(evidence, by=articles["week"], of=1, against=1)
    with pytest.raises(mk.EmptyError, match="group 3 has no article with a scored word"):
        mk.sentiment_drivers(evidence, by=articles["week"], of=1, against=3)


def test_leaving_out_a_word_is_scoring_without_it() -> None:
    texts = ["Erfolg und Krise und Krise.", "Krise, sagt er.", "Ein Erfolg. Sie loben den Erfolg."]
    articles = pd.DataFrame({"text": texts, "outlet": ["X", "X", "Y"]})
    table = mk.lexicon_sensitivity(
        mk.sentiment_evidence(articles, lexicon=LEXICON), by=articles["outlet"]
    )
    for row in table.itertuples():
        rest = LEXICON[LEXICON["term"] != row.entry]
        scores = mk.score_sentiment(articles, lexicon=rest)["polarity"]
        mean = scores[articles["outlet"] == row.group].mean()
        assert row.without == pytest.approx(mean, nan_ok=True)
        assert row.change == pytest.approx(row.without - row.polarity, nan_ok=True)
    assert table[["group", "entry", "words"]].to_numpy().tolist() == [
        ["X", "Krise", 3],
        ["X", "Erfolg", 1],
        ["Y", "Erfolg", 2],
        ["Y", "loben", 1],
    ]
    empty = mk.sentiment_evidence(pd.DataFrame({"text": ["Nichts."]}), lexicon=LEXICON)
    with pytest.raises(mk.EmptyError, match="no word was scored"):
        mk.lexicon_sensitivity(empty)


def test_validation_agrees_with_scikit_learn() -> None:
    rng = np.random.default_rng(3)
    truth = pd.Series(rng.integers(-1, 2, 120))
    polarity = np.clip(truth * 0.3 + rng.normal(0, 0.4, 120), -1, 1).round(1)
    labels = np.select([polarity < -0.1, polarity > 0.1], ["negative", "positive"], "neutral")
    scores = pd.DataFrame({"polarity": polarity, "label": labels})
    table = mk.validate_scores(scores, codings=truth).set_index("figure")
    numbers = scores["label"].map({"negative": -1, "neutral": 0, "positive": 1})
    clear = truth != 0
    expected = {
        "accuracy": accuracy_score(truth, numbers),
        "macro_f1": f1_score(truth, numbers, average="macro"),
        "auc": roc_auc_score(truth[clear] > 0, polarity[clear]),
        "spearman": truth.corr(pd.Series(polarity), method="spearman"),
    }
    for figure, value in expected.items():
        row = table.loc[figure]
        assert row["value"] == pytest.approx(value), figure
        assert row["low"] < row["value"] < row["high"]
    confusion = table.loc["confusion"]
    assert confusion.groupby("coded")["value"].sum().to_numpy() == pytest.approx([1, 1, 1])
    share = ((truth == -1) & (numbers == 0)).sum() / (truth == -1).sum()
    cell = confusion[(confusion["coded"] == "negative") & (confusion["scored"] == "neutral")]
    assert cell["value"].tolist() == pytest.approx([share])


def test_validation_counts_what_has_no_polarity_as_neutral() -> None:
    scores = pd.DataFrame({"polarity": [np.nan, 0.5], "label": [None, "positive"]})
    table = mk.validate_scores(scores, codings=pd.Series([0, 1])).set_index("figure")
    assert table.loc["accuracy", "value"] == 1.0
    assert np.isnan(table.loc["auc", "value"])  # nobody was coded negative


def test_wrong_codings_are_named() -> None:
    with pytest.raises(mk.MediakitError, match="holds 2 for article 'b'"):
        mk.validate_scores(SCORES, codings=pd.Series({"a": 1, "b": 2}))
    with pytest.raises(mk.MediakitError, match="two codings for article 'a'"):
        mk.validate_scores(SCORES, codings=pd.Series([1, 1], index=["a", "a"]))
    with pytest.raises(mk.MediakitError, match="must be a Series indexed by article, not dict"):
        mk.validate_scores(SCORES, codings={"a": 1})
    with pytest.raises(mk.EmptyError, match="no article has both"):
        mk.validate_scores(SCORES, codings=pd.Series({"z": 1}))


FILES = {
    "sentiws": ("Krise|NN\t-0.36\tKrisen,Krisens\ngut|ADJX\t0.37\tguter\nLeid|NN\t-0.1\n", 6),
    "polart": ("%% head\ngut POS=1 adj\nKrise NEG=0.7 nomen\nsehr INT=2 adj\nnie SHI=0 neg\n", 4),
    "rauh": ('"feature","sentiment"\n" gut ",1\n" krise ",-1\n', 2),
    "gervader": ("gut\t1.9\t0.5\t[2, 2]\nKrise\t-2.0\t0.4\t[-2]\n", 2),
    "nrc": ("English (en)\tGerman (de)\tPositive\tNegative\ngood\tgut\t1\t0\nx\tKrise\t0\t1\n", 2),
    "csv": ("term,polarity,role\ngut,0.5,word\nKrise,-1,word\nextrem,2,intensifier\n", 3),
}


@pytest.mark.parametrize("name", FILES)
def test_lexicons_are_read_and_told_apart(name: str, tmp_path) -> None:
    content, n = FILES[name]
    path = tmp_path / "lexicon.txt"
    path.write_text(content, encoding="utf-8")
    lexicon = mk.read_lexicon(path)
    assert len(lexicon) == n
    assert lexicon["term"].is_monotonic_increasing
    pd.testing.assert_frame_equal(lexicon, mk.read_lexicon(path, format=name))
    texts = pd.DataFrame({"text": ["Das ist gut.", "Krisen überall."]})
    assert mk.score_sentiment(texts, lexicon=lexicon)["label"].tolist() == ["positive", "negative"]


def test_values_and_roles_of_lexicons(tmp_path) -> None:
    def read(name: str) -> dict:
        path = tmp_path / name
        path.write_text(FILES[name][0], encoding="utf-8")
        table = mk.read_lexicon(path)
        return {row.term: (row.polarity, row.role) for row in table.itertuples()}

    assert read("polart") == {
        "Krise": (-0.7, "word"),
        "gut": (1.0, "word"),
        "nie": (0.0, "shifter"),
        "sehr": (2.0, "intensifier"),
    }
    assert read("gervader")["Krise"] == (-0.5, "word")
    assert read("sentiws")["Krisens"] == (-0.36, "word")


def test_two_files_make_one_lexicon_and_twins_their_mean(tmp_path) -> None:
    paths = [tmp_path / name for name in ("a.csv", "b.csv")]
    for path, value in zip(paths, (1.0, 0.0), strict=True):
        path.write_text(f"term,polarity\nSpaß,{value}\n", encoding="utf-8")
    assert mk.read_lexicon(paths)[["term", "polarity"]].to_numpy().tolist() == [["Spass", 0.5]]


@pytest.mark.parametrize(
    ("content", "options", "message"),
    [
        ("nothing here\n", {}, "none of the formats sentiws"),
        ("term,polarity\ngut,viel\n", {}, "line 2: 'viel' is no number"),
        ("gut POS=1 adj\nschlecht SCHLECHT=1\n", {}, "line 2: 'schlecht SCHLECHT=1' is not like"),
        ("term,polarity\n", {}, "holds no word with a polarity"),
        ("term,polarity\ngut,1\n", {"format": "magic"}, "format must be one of sentiws"),
        ("Krise|NN\n", {"format": "sentiws"}, "line 1: None is no number"),
        ("a\tGerman\tb\tc\n", {}, "has no columns Positive and Negative"),
    ],
)
def test_wrong_files_are_named(content: str, options: dict, message: str, tmp_path) -> None:
    path = tmp_path / "lexicon.txt"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(mk.MediakitError, match=message):
        mk.read_lexicon(path, **options)


def test_a_missing_file_is_named(tmp_path) -> None:
    with pytest.raises(mk.ArticleError, match=r"nowhere\.csv: cannot be read"):
        mk.read_lexicon(tmp_path / "nowhere.csv")


def test_coverage_compares_lexicons() -> None:
    articles = mk.sample_articles()
    table = mk.lexicon_coverage(articles, lexicons={"own": LEXICON, "all": mk.default_lexicon()})
    assert table["lexicon"].tolist() == ["own", "all"]
    assert (table["used"] <= table["entries"]).all()
    assert table["words"].is_monotonic_increasing
    assert table["articles"].iloc[1] > 0.9
    n = mk.score_sentiment(articles)["n_scored"].sum()
    assert table["words"].iloc[1] == n
    with pytest.raises(mk.EmptyError, match="no articles or no lexicons"):
        mk.lexicon_coverage(articles, lexicons={})
