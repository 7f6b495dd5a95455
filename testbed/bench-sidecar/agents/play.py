"""Open loop: requests leave when their trace says so, whatever has become of those before."""

import queue
import threading
import time
from dataclasses import dataclass

from agents import traces
from agents.world import Client, Reply

CLIENTS_PER_AGENT = 12
SHORT_TOKENS = 9


@dataclass(frozen=True)
class Asked:
    """One request of a trace: what its count of tokens and its answer were; late: by how many seconds
    of the trace's time it left after it was due"""

    counted: Reply | None
    answered: Reply
    late: float


def at_once(*tasks):
    """Does all of them, each in a thread; gives what each gave."""
    results = [None] * len(tasks)

    def work(i, task):
        results[i] = task()

    threads = [threading.Thread(target=work, args=both) for both in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def open_loop(profile, trace, port, rate, count_first=True):
    """Gives what became of each request, in the trace's order. Time runs so much faster that so many
    requests of the trace leave a second."""
    speed = speed_at(profile, rate)
    asked = [None] * len(trace)
    due = queue.Queue()
    began = time.monotonic()

    def client():
        mine = Client(port, profile.agent)
        while (i := due.get()) is not None:
            late = (time.monotonic() - began) * speed - trace[i].at
            text = traces.text(profile, trace[i].prompt, SHORT_TOKENS)
            counted = mine.tokenize(text) if count_first else None
            asked[i] = Asked(counted, mine.chat(text, 1), late)

    def pacemaker():
        for i, request in enumerate(trace):
            time.sleep(max(0.0, began + request.at / speed - time.monotonic()))
            due.put(i)
        for _ in range(CLIENTS_PER_AGENT):
            due.put(None)

    at_once(pacemaker, *[client] * CLIENTS_PER_AGENT)
    return asked


def speed_at(profile, rate):
    return rate / profile.rate
