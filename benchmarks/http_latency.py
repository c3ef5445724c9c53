"""Analysis of one 500-word article over HTTP, warm, beside underthesea on the same text in the same run.

``python -m benchmarks.http_latency [--requests N] [--models FOLDER]`` starts the real server in a process of its own
on a free port, and prints one JSON object: median and 95th percentile in milliseconds, requests per second of the one
server process with 1 and with 4 clients, and the time of ``underthesea.word_tokenize`` + ``underthesea.ner`` with the
ratio.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
from underthesea import ner, word_tokenize

SAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "samples"
WORDS = 500
START_SECONDS = 180


def read_article(words: int = WORDS) -> str:
    """Return the first ``words`` blank-separated words of the sample texts, with their line breaks."""
    text = "\n\n".join(path.read_text(encoding="utf-8").strip() for path in sorted(SAMPLES.glob("*.txt"))[1:])
    lines: list[str] = []
    left = words
    for line in text.splitlines():
        if left <= 0:
            break
        kept = line.split()[:left]
        lines.append(" ".join(kept))
        left -= len(kept)
    return "\n".join(lines)


@contextmanager
def running_server(models: Path | None) -> Iterator[str]:
    """Start the server as an installation does; yield its address once it is ready."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"NLP_SERVICE_PORT": str(port), "NLP_SERVICE_STORE": f"{folder}/store.db"}
        if models is not None:
            environment["NLP_SERVICE_MODELS"] = str(models)
        process = subprocess.Popen(
            [sys.executable, "-m", "nlp_service.api.server"], env=environment, stderr=subprocess.DEVNULL
        )
        try:
            wait_until_ready(address, process)
            yield address
        finally:
            process.terminate()
            process.wait()


def wait_until_ready(address: str, process: subprocess.Popen[bytes]) -> None:
    """Wait for ``/readyz``; stop with its reason when it will not come."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            answer = httpx.get(f"{address}/readyz")
        except httpx.TransportError:
            time.sleep(0.2)
            continue
        if answer.status_code == httpx.codes.OK:
            return
        if answer.json()["code"] != "not-ready":
            sys.exit(f"The server is not ready: {answer.json()['detail']}")
        time.sleep(0.2)
    sys.exit("The server did not start.")


def timed(call: Callable[[], object]) -> float:
    """Return the seconds that ``call`` takes."""
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def post(client: httpx.Client, text: str) -> None:
    """Analyse ``text`` once."""
    client.post("/v1/analyze", json={"text": text}).raise_for_status()


def throughput(address: str, text: str, *, clients: int, requests: int) -> float:
    """Return the requests per second that ``clients`` callers get together, each with its own connection."""

    def call(share: int) -> None:
        with httpx.Client(base_url=address, timeout=60) as client:
            for _ in range(share):
                post(client, text)

    with ThreadPoolExecutor(clients) as pool:
        share = requests // clients
        seconds = timed(lambda: list(pool.map(call, [share] * clients)))
    return share * clients / seconds


def measure(requests: int, models: Path | None) -> dict[str, object]:
    """Return all figures."""
    text = read_article()

    def analyze_with_underthesea() -> None:
        word_tokenize(text)
        ner(text)

    with running_server(models) as address, httpx.Client(base_url=address, timeout=60) as client:
        for _ in range(3):
            post(client, text)
            analyze_with_underthesea()
        # Turn by turn, so that whatever else the machine does falls on both alike.
        turns = [(timed(lambda: post(client, text)), timed(analyze_with_underthesea)) for _ in range(requests)]
        ours = sorted(seconds for seconds, _ in turns)
        theirs = statistics.median(seconds for _, seconds in turns)
        rates = {clients: throughput(address, text, clients=clients, requests=requests) for clients in (1, 4)}
        answer = client.post("/v1/analyze", json={"text": text})
    median = statistics.median(ours)
    return {
        "words": len(text.split()),
        "requests": requests,
        "answer_bytes": len(answer.content),
        "median_ms": round(median * 1000, 1),
        "p95_ms": round(ours[min(len(ours) - 1, int(len(ours) * 0.95))] * 1000, 1),
        "requests_per_second_1_client": round(rates[1], 2),
        "requests_per_second_4_clients": round(rates[4], 2),
        "underthesea_word_tokenize_and_ner_median_ms": round(theirs * 1000, 1),
        "underthesea_over_http_analysis": round(theirs / median, 2),
        "processors": os.cpu_count(),
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--requests", type=int, default=40)
    parser.add_argument("--models", type=Path)
    arguments = parser.parse_args()
    print(json.dumps(measure(arguments.requests, arguments.models), indent=1))


if __name__ == "__main__":
    main()
