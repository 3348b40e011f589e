"""Why a run ended before all was visited.

HoidapError
├── SourceFailedError   the site does not answer, or shows nothing; tried again later
├── SourceBusyError     another process crawls the same source
├── BudgetUsedError     a run may use so much and no more; the next goes on
└── RunStoppedError     who runs it has asked it to stop; the next goes on
"""

from __future__ import annotations

from index.errors import HoidapError


class SourceFailedError(HoidapError):
    """The source gave nothing; its articles stay."""


class SourceBusyError(HoidapError):
    """Another process crawls this source."""


class BudgetUsedError(HoidapError):
    """The run has used all that one run may use."""


class RunStoppedError(HoidapError):
    """The run was asked to stop."""
