"""python3 -m bench PARTS...: measures, prints a table and one line that sums up."""

import argparse
import shlex
import sys
from pathlib import Path

from bench import ports
from bench.contenders import Contenders
from bench.image import Image
from bench.load import Generator
from bench.parts import PARTS, Rounds
from bench.processes import BenchError, accepts
from bench.report import last_line, row, table


def arguments():
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; none: all")
    parser.add_argument("--rounds", type=int, default=7, help="pairs of each ratio")
    parser.add_argument("--state", required=True, type=Path, help="folder for figures.tsv, logs and configurations")
    parser.add_argument("--image", required=True, help="archive of the sidecar's image")
    parser.add_argument("--unpacked", required=True, type=Path, help="folder that takes its root")
    parser.add_argument("--engine", required=True, help="the program fault-engine")
    parser.add_argument("--vegeta", required=True)
    parser.add_argument("--litellm", required=True, help="LiteLLM's virtual environment")
    parser.add_argument("--java", required=True, help="the command that runs a class of the sidecar's tests")
    parser.add_argument("--elsewhere", nargs="*", default=[], type=Path, help="figures that other benches have left")
    given = parser.parse_args()
    unknown = set(given.parts) - set(PARTS)
    if unknown:
        parser.error(f"no part {', '.join(unknown)}: there are {', '.join(PARTS)}")
    return given


def refuse_taken_ports():
    """Whoever listens there would be measured in a contender's place."""
    taken = [str(port) for port in ports.EVERY if accepts(port)]
    if taken:
        raise BenchError(f"end what listens on port {', '.join(taken)} of 127.0.0.1 (ss -ltnp): the bench needs it")


def main():
    given = arguments()
    refuse_taken_ports()
    image = Image(given.image, given.unpacked)
    java = shlex.split(given.java)
    peers = Path(__file__).parent.parent / "peers"
    figures = []
    given.state.mkdir(parents=True, exist_ok=True)
    generator = Generator(given.state, given.vegeta, peers)
    for name in given.parts or PARTS:
        print(f"part {name}", file=sys.stderr, flush=True)
        with Contenders(given.state, peers, image, given.engine, given.litellm, java) as contenders:
            figures += PARTS[name](contenders, generator, Rounds(given.rounds))
        # After each, so that a later one's failure loses none.
        (given.state / "figures.tsv").write_text("".join(row(figure) + "\n" for figure in figures))
    print(table(figures))
    print()
    print(last_line(figures, [path for path in given.elsewhere if path.exists()]))


if __name__ == "__main__":
    try:
        main()
    except BenchError as e:
        sys.exit(f"error: {e}")
