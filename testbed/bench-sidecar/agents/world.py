"""A real sidecar for each TTL, with a real engine and a real Redis behind them, on loopback."""

import hashlib
import hmac
import http.client
import json
import secrets
import time
from dataclasses import dataclass
from pathlib import Path

from bench.contenders import certificates
from bench.processes import OTHER_CPU, PROXY_CPU, BenchError, Process, accepts

ADMIN_TOKEN = "agents-admin-token"
REDIS_PASSWORD = "agents-redis-password"
KEY = "agents-api-key"
ENGINE = 19200
REDIS = 19201
FIRST_SIDECAR = 19210
# Five agents at once have one each.
SLOTS = 5
HOUR = 3_600_000
PORTS = ("SERVE", "ADMIN", "OBSERVE", "DRAIN", "HOP")
# As in the image (runtime-sidecar/pom.xml).
JVM = (
    "-XX:+UseSerialGC -XX:+UseCompactObjectHeaders -XX:TieredStopAtLevel=1 -Xms16m -XX:MaxRAM=256m"
    " -XX:MaxRAMPercentage=60 -Dvertx.disableDnsResolver=true --enable-native-access=ALL-UNNAMED"
    " --sun-misc-unsafe-memory-access=allow"
).split()


class World:
    """Starts what is needed, and ends all of it.

    state: a folder for files and logs
    llama, model: the engine's program and its model
    java, classpath: what runs the sidecar
    """

    def __init__(self, state, llama, model, java, classpath):
        self._state = Path(state)
        self._java = java
        self._classpath = classpath
        self._running = []
        self._epoch = 0
        for port in (ENGINE, REDIS, *range(FIRST_SIDECAR, FIRST_SIDECAR + 30)):
            if accepts(port):
                raise BenchError(f"something listens on port {port} already")
        self._secrets = secrets.token_hex(32)
        self.engine(llama, model)
        self.redis()

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        for process in reversed(self._running):
            process.end()

    def engine(self, llama, model):
        command = [llama, "--host", "127.0.0.1", "--port", ENGINE, "-m", model, "--alias", "smollm2"]
        command += ["-c", 8192, "-np", SLOTS, "-t", 1, "--no-webui"]
        process = self._start("engine", command, OTHER_CPU)
        process.await_status(f"http://127.0.0.1:{ENGINE}/health", 120)

    def redis(self):
        command = ["redis-server", "--port", REDIS, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        command += ["--requirepass", REDIS_PASSWORD, "--maxmemory", "256mb", "--maxmemory-policy", "allkeys-lfu"]
        self._start("redis", command, OTHER_CPU).await_port(REDIS)

    def sidecar(self, number, ttl_millis=HOUR, stale_millis=0):
        """One that has no entries yet: another epoch. Of each number there may be one at a time."""
        self._epoch += 1
        ports = {name: FIRST_SIDECAR + 10 * number + i for i, name in enumerate(PORTS)}
        folder = self._state / f"sidecar-{number}"
        self._write(folder, ttl_millis, stale_millis)
        env = {f"RAMPWRIGHT_{name}_PORT": str(port) for name, port in ports.items()}
        env |= {f"RAMPWRIGHT_{name}": str(folder) for name in ("SECRETS", "CACHE_SECRETS", "TLS")}
        env |= {"RAMPWRIGHT_CONFIG": str(folder / "config.json"), "RAMPWRIGHT_BIND": "127.0.0.1"}
        env |= {"RAMPWRIGHT_DRAIN_SETTLE_MILLIS": "0"}
        command = [self._java, *JVM, "-cp", self._classpath, "dev.rampwright.sidecar.boot.Main"]
        process = self._start(f"sidecar-{number}", command, PROXY_CPU, env)
        process.await_status(f"http://127.0.0.1:{ports['OBSERVE']}/health/ready")
        return Sidecar(process, ports)

    def end(self, sidecar):
        sidecar.process.end()
        self._running.remove(sidecar.process)

    def _write(self, folder, ttl_millis, stale_millis):
        folder.mkdir(exist_ok=True)
        digest = hmac.new(ADMIN_TOKEN.encode(), f"rampwright api key\n{KEY}".encode(), hashlib.sha256)
        layer = {"enabled": True, "ttlMillis": ttl_millis}
        config = {
            "formatVersion": 1,
            "namespace": "bench",
            "service": "bench",
            "revision": "0000beef",
            "model": "smollm2",
            "drainKey": "bench",
            "engine": {"host": "127.0.0.1", "port": ENGINE, "healthPath": "/health"},
            "limits": {
                "requestTimeoutMillis": 120_000,
                "streamIdleTimeoutMillis": 60_000,
                "drainTimeoutMillis": 1_000,
                "maxBodyBytes": 1 << 20,
            },
            "cache": {
                "name": "agents",
                "epoch": self._epoch,
                "memoryMaxBytes": 64 << 20,
                "responses": layer | {"staleWhileRevalidateMillis": stale_millis},
                "tokens": layer,
                "redis": {"host": "127.0.0.1", "port": REDIS},
            },
            "auth": {"apiKeys": {"tenants": {digest.hexdigest(): "bench"}}},
        }
        (folder / "config.json").write_text(json.dumps(config))
        (folder / "admin-token").write_text(ADMIN_TOKEN)
        (folder / "hmac").write_text(self._secrets)
        (folder / "password").write_text(REDIS_PASSWORD)
        if not (folder / "tls.crt").exists():
            certificates(folder)

    def _start(self, name, command, cpu, env=None):
        process = Process(name, command, cpu, self._state, env)
        self._running.append(process)
        return process


class Sidecar:
    """A running one, and what it says of itself."""

    def __init__(self, process, ports):
        self.process = process
        self.port = ports["SERVE"]
        self._drain = ports["DRAIN"]

    def stats(self):
        connection = http.client.HTTPConnection("127.0.0.1", self._drain, timeout=30)
        connection.request("GET", "/cache/stats", headers={"Authorization": f"Bearer {ADMIN_TOKEN}"})
        return json.load(connection.getresponse())


class Client:
    """One connection of one agent's. Not for several threads."""

    def __init__(self, port, agent):
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self._headers = {"Authorization": f"Bearer {KEY}", "x-agent-id": agent, "Content-Type": "application/json"}

    def post(self, path, body, headers=None):
        began = time.monotonic()
        self._connection.request("POST", path, json.dumps(body), {**self._headers, **(headers or {})})
        answer = self._connection.getresponse()
        answer.read()
        said = answer.getheader("Cache-Status", "")
        return Reply(answer.status, "; hit" in said, "; collapsed" in said, time.monotonic() - began)

    def chat(self, prompt, tokens_out, headers=None, **more):
        body = {"model": "smollm2", "temperature": 0, "max_tokens": tokens_out, **more}
        return self.post("/v1/chat/completions", body | {"messages": [{"role": "user", "content": prompt}]}, headers)

    def unkept(self, prompt, tokens_out, **more):
        """Past the sidecar's cache, in both directions."""
        return self.chat(prompt, tokens_out, {"Cache-Control": "no-store"}, **more)

    def tokenize(self, prompt):
        return self.post("/tokenize", {"content": prompt, "add_special": True})


@dataclass(frozen=True)
class Reply:
    """status of HTTP; hit: replayed; collapsed: shared with a request that asked the same just before,
    so that the engine was asked once; seconds until its last byte"""

    status: int
    hit: bool
    collapsed: bool
    seconds: float

    @property
    def good(self):
        return self.status == 200

    @property
    def saved(self):
        """Whether the engine was spared."""
        return self.good and (self.hit or self.collapsed)
