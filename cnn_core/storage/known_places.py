"""What a process remembers of the places that keys are bound to: no more than there is room for."""

from __future__ import annotations

from collections import defaultdict


class KnownPlaces:
    """The place of each key. Above `most` keys what came first is forgotten, of the place that has most of them: whoever makes up keys has
    only keys of their own place forgotten."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._places: dict[str, str] = {}
        self._keys: defaultdict[str, dict[str, None]] = defaultdict(dict)

    def get(self, key: str) -> str | None:
        return self._places.get(key)

    def put(self, key: str, place: str) -> None:
        """Remembers it as the newest."""
        self._forget(key)
        self._places[key] = place
        self._keys[place][key] = None
        if len(self._places) > self._most:
            fullest = max(self._keys.values(), key=len)
            self._forget(next(iter(fullest)))

    def _forget(self, key: str) -> None:
        place = self._places.pop(key, None)
        if place is not None:
            del self._keys[place][key]
            if not self._keys[place]:
                del self._keys[place]
