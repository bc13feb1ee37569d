"""Records that come in kinds: the layers, the optimizers."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from cnn_core.errors import SpecError
from cnn_core.spec.fields import Record, expect_object


class Family(Record):
    """A record whose class is chosen by the word `kind` in its JSON. Direct subclasses found a family."""

    kinds: ClassVar[dict[str, type[Any]]]

    def __init_subclass__(cls, abstract: bool = False, **keywords: Any) -> None:
        super().__init_subclass__(**keywords)
        if Family in cls.__bases__:
            cls.kinds = {}
        elif not abstract and not cls.__name__.startswith("_"):
            cls.kinds[cls.__name__] = cls

    @property
    def kind(self) -> str:
        """The name of the class, which is the name of the Keras class."""
        return type(self).__name__

    def to_json(self) -> dict[str, Any]:
        return {"kind": self.kind, **self.set_values()}

    @classmethod
    def from_json(cls, value: object) -> Self:
        """The member of this family that a JSON object describes; SpecError otherwise."""
        value = dict(expect_object("", value))
        kind = value.pop("kind", None)
        if not isinstance(kind, str) or kind not in cls.kinds:
            raise SpecError("kind", f"must be one of {', '.join(cls.kinds)}", kind)
        made: Self = cls.kinds[kind].from_values(value)
        return made
