"""Print every quality figure, one a line: ``python tests/benchmarks/quality.py FOLDER``.

FOLDER holds labelled German news, laid out as each part below says in its own file. No text of it
belongs to this project.
"""

import argparse
import sys
from pathlib import Path

import german_compounds
import german_lemmas
import german_small
import german_words
import sentiment_quality
import stories_quality
import topics_quality

PARTS = {
    "german-words": german_words.main,
    "german-lemmas": german_lemmas.main,
    "german-compounds": german_compounds.main,
    "german-small": german_small.main,
    "stories": stories_quality.main,
    "sentiment": sentiment_quality.main,
    "topics": topics_quality.main,
}


def main() -> None:
    """Measure all parts, or those that are named."""
    parser = argparse.ArgumentParser(description="Print every quality figure, one a line.")
    parser.add_argument("folder", type=Path, help="folder of labelled data")
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; all by default")
    options = parser.parse_args()
    unknown = set(options.parts) - set(PARTS)
    if unknown:
        sys.exit(f"no part {sorted(unknown)[0]!r}; there are {', '.join(PARTS)}")
    for name in options.parts or PARTS:
        print(f"# {name}")
        PARTS[name](options.folder)


if __name__ == "__main__":
    main()
