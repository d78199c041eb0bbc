"""A process of its own for each notebook, forked from one that has imported everything."""

from ibt.batch.warm.fork import fork_context, start_server, start_tracker
from ibt.batch.warm.zygote import can_fork

__all__ = ["can_fork", "fork_context", "start_server", "start_tracker"]
