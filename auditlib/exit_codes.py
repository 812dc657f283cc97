"""The exit codes of the command: what a script or a build learns of a run."""

OK, FOUND, WRONG, UNREAD = 0, 1, 2, 3
STOPPED = 130
