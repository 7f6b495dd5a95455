"""Six agents' requests, and what the cache makes of them. Parameters: docs/agents.md."""
