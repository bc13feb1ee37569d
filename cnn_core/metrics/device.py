"""What a network is on a small device: its files, how well each does, and what each costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from cnn_core.errors import SpecError
from cnn_core.spec.fields import Integer, Real, Text, expect_object

LITE_KINDS = ("float32", "float16", "int8")
COUNT, SHARE, MILLISECONDS, WORDS = Integer(0, 2**40), Real(0.0, 1.0), Real(0.0, 1e7), Text(200)


@dataclass(frozen=True, kw_only=True)
class DeviceFile:
    """A TensorFlow Lite file of one kind: `size` in bytes; `accuracy` on the test images; how many of these it reads otherwise than the
    float32 file; `milliseconds` per image, the median; `activations`, the bytes of all outputs of layers that are needed at once, at most.
    """

    kind: str
    size: int
    accuracy: float
    otherwise: int
    milliseconds: float
    activations: int


@dataclass(frozen=True, kw_only=True)
class DeviceCard:
    """Each kind, tried on so many test images with this `interpreter`, or why there is none of it; float32 there is. `key` names the weights."""

    key: str
    images: int
    interpreter: str
    files: tuple[DeviceFile, ...]
    absent: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "files": [asdict(each) for each in self.files]}

    @classmethod
    def from_json(cls, value: object) -> DeviceCard:
        """What a JSON object says; SpecError names what is malformed."""
        value = expect_object("device", value)
        files, absent = value.get("files"), expect_object("absent", value.get("absent", {}))
        kinds = [kind for kind in LITE_KINDS if kind not in absent]
        if not isinstance(files, list) or len(files) != len(kinds) or kinds[:1] != [LITE_KINDS[0]]:
            raise SpecError("files", f"must be one of each of {', '.join(LITE_KINDS)} that is not absent", files)
        return cls(
            key=WORDS.check("key", value.get("key")),
            images=COUNT.check("images", value.get("images")),
            interpreter=WORDS.check("interpreter", value.get("interpreter")),
            files=tuple(_file(kind, expect_object(kind, each)) for kind, each in zip(kinds, files, strict=True)),
            absent={kind: WORDS.check(kind, absent[kind]) for kind in LITE_KINDS if kind in absent},
        )


def _file(kind: str, value: Any) -> DeviceFile:
    return DeviceFile(
        kind=kind,
        size=COUNT.check("size", value.get("size")),
        accuracy=SHARE.check("accuracy", value.get("accuracy")),
        otherwise=COUNT.check("otherwise", value.get("otherwise")),
        milliseconds=MILLISECONDS.check("milliseconds", value.get("milliseconds")),
        activations=COUNT.check("activations", value.get("activations")),
    )
