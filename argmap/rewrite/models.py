"""The user's language models, through the ``llm`` library and its plugins (llm only here)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from argmap.errors import MissingPart, ModelFailed, UnknownName

if TYPE_CHECKING:
    from argmap.rewrite import Ask

LISTED = 10


def ask_model(name: str) -> tuple[Ask, str]:
    """Find a model by name or alias.

    Returns:
        What to ask it with, and its own id.

    Raises:
        MissingPart: The llm package is not installed.
        UnknownName: No plugin of it provides such a model.
    """
    try:
        import llm
    except ImportError as error:
        raise MissingPart("The llm library", "Run: pip install 'argmap[llm]'") from error
    try:
        model: Any = llm.get_model(name)
    except llm.UnknownModelError as error:
        known = sorted(each.model_id for each in llm.get_models())
        raise UnknownName(
            "language model",
            name,
            known[:LISTED],
            "llm models lists all; llm install adds others.",
        ) from error

    def ask(system: str, prompt: str) -> str:
        try:
            answer = model.prompt(prompt, system=system, stream=False, **_steady(model))
            return str(answer.text())
        # Plugins raise what their libraries raise: network, quota, key, shape of the answer.
        except Exception as error:
            why = " ".join(str(error).split()) or type(error).__name__
            raise ModelFailed(model.model_id, why[:200]) from error

    return ask, str(model.model_id)


def _steady(model: Any) -> dict[str, float]:
    """Ask for the likeliest answer where the model lets one choose."""
    fields = getattr(model.Options, "model_fields", {})
    return {"temperature": 0.0} if "temperature" in fields else {}
