"""Values that are kept and passed on as bytes, for most of them are never looked at again."""

import pickle
from typing import Any, Generic, TypeVar

from dossier.errors import ToolError

Value = TypeVar("Value")


class Packed(Generic[Value]):
    """A value that is pickled once and unpickled where it is asked for."""

    __slots__ = ("_data", "_value")

    def __init__(self, value: Value) -> None:
        """Stand for a value."""
        self._value: tuple[Value] | None = (value,)
        self._data = b""

    @property
    def value(self) -> Value:
        """The value; raises ToolError where what was kept of it is damaged."""
        if self._value is None:
            try:
                self._value = pickle.loads(self._data)  # noqa: S301 - who unpickled this object trusts what is in it
            except Exception as error:
                raise ToolError("what the last build remembered is damaged; `inv clean` drops it") from error
        return self._value[0]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Packed):
            return NotImplemented
        return self is other or bool(self.value == other.value)

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[Any, ...]:
        if not self._data:
            self._data = pickle.dumps(self._value, pickle.HIGHEST_PROTOCOL)
        return _packed, (self._data,)


def _packed(data: bytes) -> Packed[Any]:
    found: Packed[Any] = Packed.__new__(Packed)
    found._data, found._value = data, None
    return found
