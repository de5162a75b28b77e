"""What a view answers as JSON, said beside the view: the description for programs is made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Parameter:
    """An argument of an address: what it means, and the JSON Schema of its value."""

    about: str
    schema: Mapping[str, Any] = field(default_factory=lambda: {"type": "string"})
    example: Any = None


@dataclass(frozen=True)
class Described:
    """One address as a program sees it. `answer` is a msgspec structure or a type of them."""

    answer: Any
    about: str
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    errors: tuple[int, ...] = ()
    asked: bool = True  # by `?format=json` or an Accept header; otherwise it is JSON always


def answers(
    answer: Any,
    about: str,
    *,
    errors: tuple[int, ...] = (),
    asked: bool = True,
    **parameters: Parameter,
) -> Callable[[View], View]:
    """Describe the JSON that a view answers. It goes above every other decorator of the view."""

    def decorate(view: View) -> View:
        view.described = Described(answer, about, parameters, errors, asked)  # type: ignore[attr-defined]
        return view

    return decorate
