"""Stories: copies, agency copy, and who reported the same event when.

Half of a news archive can be agency copy printed several times; who counts articles counts it
several times.
"""

from mediakit.stories.agencies import agency_credits
from mediakit.stories.chains import story_chains, story_followers
from mediakit.stories.duplicates import near_duplicates
from mediakit.stories.groups import duplicate_groups, story_weights
from mediakit.stories.reuse import TextReuse, text_reuse

__all__ = [
    "TextReuse",
    "agency_credits",
    "duplicate_groups",
    "near_duplicates",
    "story_chains",
    "story_followers",
    "story_weights",
    "text_reuse",
]
