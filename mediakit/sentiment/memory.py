"""A memory of answers that were asked for once per distinct form, with a bound."""

from collections.abc import Callable
from typing import Any

# News has some 50 distinct forms a thousand words; a million articles would fill the memory.
_MOST = 300_000


class Memory(dict[Any, Any]):
    """A dictionary that asks `answer` for what it does not hold, and forgets all when full.

    Looking up what is there costs one dictionary access, whatever `answer` costs. Threads may
    share one: at worst two of them ask the same question.
    """

    __slots__ = ("_answer",)

    def __init__(self, answer: Callable[[Any], Any]) -> None:
        super().__init__()
        self._answer = answer

    def __missing__(self, key: Any) -> Any:
        """Ask, keep and give the answer."""
        if len(self) >= _MOST:
            self.clear()
        self[key] = found = self._answer(key)
        return found
