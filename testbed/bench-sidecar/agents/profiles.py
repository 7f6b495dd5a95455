"""What each agent asks, as docs/agents.md fixes it: a test compares the two."""

from dataclasses import dataclass

SEEDS = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class Profile:
    """One agent's workload.

    agent: its name, which requests carry in x-agent-id
    requests: of a trace
    distinct: prompts among which it chooses
    zipf: exponent of how often each is chosen: the one of rank k in proportion to k ** -zipf
    rate: arrivals a second, Poisson
    ttl: seconds that its answers may be replayed
    tokens_in, tokens_out: of each request
    """

    agent: str
    requests: int
    distinct: int
    zipf: float
    rate: float
    ttl: int
    tokens_in: int
    tokens_out: int


PROFILES = (
    Profile("support", 400, 120, 1.1, 2.0, 300, 1200, 100),
    Profile("documentation", 400, 100, 1.1, 2.0, 300, 1500, 100),
    Profile("business", 400, 160, 1.0, 0.5, 900, 2000, 200),
    Profile("qa", 400, 140, 1.0, 1.0, 600, 1800, 150),
    Profile("review", 400, 120, 1.0, 1.0, 600, 1600, 100),
    Profile("se-darwin", 400, 110, 1.1, 2.0, 300, 1400, 50),
)
