"""The templates of pages and notices: the product's own, or an office's in their place."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, StrictUndefined, TemplateSyntaxError
from jinja2 import TemplateError as JinjaError
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from auditlib.errors import TemplateError
from auditlib.exports.words import family_name, figures, todo
from auditlib.messages import language, say

_PACKAGE = "auditlib.exports"


def render(
    name: str,
    values: Mapping[str, Any],
    folder: Path | None = None,
    *,
    finalize: Callable[[Any], Any] | None = None,
) -> str:
    """A template filled in; one of the same name in ``folder`` takes the place of ours.

    Raises TemplateError, which names the template and the line.
    """
    if folder is not None and not folder.is_dir():
        raise TemplateError("templates_missing", path=folder)
    environment = _environment(folder, name, finalize)
    try:
        return environment.get_template(name).render(say=say, lang=language(), **values)
    except TemplateSyntaxError as fault:
        where = fault.filename or fault.name or name
        raise TemplateError("template_faulty", path=where, line=fault.lineno, why=fault.message) from fault
    except UnicodeDecodeError as fault:
        raise TemplateError("template_encoding", path=name) from fault
    except (
        JinjaError,
        SecurityError,
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
    ) as fault:
        path, line = _at(fault, name)
        raise TemplateError("template_faulty", path=path, line=line, why=fault) from fault


def _environment(
    folder: Path | None, name: str, finalize: Callable[[Any], Any] | None
) -> ImmutableSandboxedEnvironment:
    ours = PackageLoader(_PACKAGE, "templates")
    loader = ChoiceLoader([FileSystemLoader(folder), ours]) if folder else ours
    environment = ImmutableSandboxedEnvironment(
        loader=loader,
        autoescape=name.endswith(".html.j2"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=finalize,
    )
    environment.filters.update(figures=figures, family=family_name, todo=todo)
    return environment


def _at(fault: BaseException, name: str) -> tuple[str, int | str]:
    """The template and line that a fault arose in: the innermost frame that is not Python of ours or of a library."""
    path, line = name, 0
    trace = fault.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file.endswith(".j2"):
            path, line = file, trace.tb_lineno
        trace = trace.tb_next
    return path, line or "?"
