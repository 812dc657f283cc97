"""``python -m auditlib``: the same as the ``auditlib`` command."""

from auditlib.cli import main

if __name__ == "__main__":
    main()
