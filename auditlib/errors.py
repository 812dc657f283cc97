"""One family of errors. Each names the file or cell, what was found, what was expected and what to do."""

from auditlib.messages import Bilingual, bilingual


class AuditlibError(Exception):
    """Anything the user can mend. ``str()`` gives one sentence in the language in force."""

    def __init__(self, key: str, /, **fields: object) -> None:
        self.key = key
        self.message: Bilingual = bilingual(f"error.{key}", **fields)
        super().__init__(key)

    def __str__(self) -> str:
        return str(self.message)

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows: the sentence alone, since a traceback tells its reader nothing."""
        return [f"{bilingual('cli.error')}{self}"]


class UnreadableFileError(AuditlibError):
    """A file that could not be read; the others of the batch still are."""


class NotFoundError(AuditlibError):
    """A path that does not exist, or a folder without anything to audit."""


class SuiteError(AuditlibError):
    """A suite file that cannot be used as it stands."""


class ExtensionError(AuditlibError):
    """A local form, or another file beside the suites, that cannot be used as it stands."""


class SettingsError(AuditlibError):
    """A settings file that cannot be used as it stands."""


class CacheError(AuditlibError):
    """What a run had understood is no longer in the cache, and its file is gone or another."""


class CacheWarning(UserWarning):
    """Nothing can be kept for the next time; the run itself goes on."""


class Stopped(KeyboardInterrupt):
    """The user stopped a run: ``kept`` of ``of`` files were understood and need not be read again."""

    def __init__(self, kept: int, of: int) -> None:
        super().__init__()
        self.kept, self.of = kept, of


class LexiconError(AuditlibError):
    """A lexicon of the prose that cannot be used as it stands."""


class AuditRunError(AuditlibError):
    """A rule that could not be carried out: a fault of the audit, never a finding."""


class DecisionsError(AuditlibError):
    """A decisions file that cannot be opened or written."""


class OutputError(AuditlibError):
    """A result that could not be written."""


class BaselineError(AuditlibError):
    """A baseline file that cannot be used as it stands."""


class TemplateError(AuditlibError):
    """A template of the user's own that cannot be used as it stands."""


class ClusterError(AuditlibError):
    """A cluster, or files by address, that cannot be used."""
