"""Who is measured, and how each is started. All but the upstreams run on the proxy's processor."""

import hashlib
import hmac
import json
import os
import re
import secrets
import subprocess
import urllib.request
from pathlib import Path

from bench import ports
from bench.load import KEY
from bench.processes import OTHER_CPU, PROXY_CPU, Process

ADMIN_TOKEN = "bench-admin-token"
REDIS_PASSWORD = "bench-redis-password"
# What the operator gives a sidecar's container where a service says nothing else.
MEMORY_LIMIT_MEGABYTES = 256
MODEL_KEY = KEY


class Contenders:
    """Starts them, and ends all that are left.

    state: a folder for configurations, logs and whatever they write
    peers: the folder with their configurations
    sidecar: the unpacked image
    engine: the program that plays streams
    litellm: LiteLLM's virtual environment
    java: the command that runs a class of the sidecar's tests, of which its name is left out
    """

    def __init__(self, state, peers, sidecar, engine, litellm, java):
        self._state = Path(state)
        self._peers = Path(peers)
        self._sidecar = sidecar
        self._engine = engine
        self._litellm = Path(litellm)
        self._java = java
        self._running = []

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.end_all()

    def end_all(self):
        for process in reversed(self._running):
            process.end()
        self._running.clear()

    def end(self, process):
        process.end()
        self._running.remove(process)

    def mock(self):
        """The upstream whose answers come in one piece."""
        return self._nginx("mock.conf", OTHER_CPU, ports.MOCK)

    def streams(self, gap="0s"):
        """The upstream that streams tokens, each written by itself and that long after the last."""
        command = [self._engine, "synthetic", "--port", ports.STREAMS, "--first-token", gap, "--token", gap]
        process = self._start("streams", command, OTHER_CPU, {"GOMAXPROCS": "1"})
        process.await_port(ports.STREAMS)
        return process

    def nginx(self):
        return self._nginx("nginx.conf", PROXY_CPU, ports.NGINX)

    def haproxy(self):
        config = self._configuration("haproxy.cfg")
        process = self._start("haproxy", ["haproxy", "-db", "-f", config], PROXY_CPU)
        process.await_port(ports.HAPROXY)
        return process

    def varnish(self):
        config = self._configuration("varnish.vcl")
        command = ["varnishd", "-F", "-j", "none", "-a", f"127.0.0.1:{ports.VARNISH}", "-T", "none"]
        command += ["-f", config, "-s", "malloc,64m", "-n", self._state / "varnish", "-p", "thread_pools=1"]
        process = self._start("varnish", command, PROXY_CPU)
        process.await_port(ports.VARNISH)
        return process

    def gateway(self, with_redis=False):
        config = self._configuration("litellm-redis.yaml" if with_redis else "litellm.yaml")
        command = [self._litellm / "bin/litellm", "--config", config, "--host", "127.0.0.1"]
        command += ["--port", ports.LITELLM, "--num_workers", "1", "--telemetry", "False", "--log_config", self._peers / "litellm-log.json"]
        env = {"LITELLM_LOG": "ERROR", "NO_DOCS": "True", "PATH": f"{self._litellm}/bin:{os.environ['PATH']}"}
        process = self._start("litellm", command, PROXY_CPU, env)
        process.await_status(f"http://127.0.0.1:{ports.LITELLM}/health/liveliness", 120)
        return process

    def redis(self):
        """Beside the upstream, as a Redis is not on the proxy's processor in production either."""
        command = ["redis-server", "--port", ports.REDIS, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        command += ["--requirepass", REDIS_PASSWORD, "--maxmemory", "256mb", "--maxmemory-policy", "allkeys-lfu"]
        process = self._start("redis", command, OTHER_CPU)
        process.await_port(ports.REDIS)
        return process

    def sidecar(self, upstream=ports.MOCK, memory_bytes=64 << 20, redis=False, ready=True):
        """As in a pod: unpacked from its image, with the image's command and environment, and with
        the container's memory limit told to the JVM, which it would read from its cgroup."""
        files = self._sidecar_files(upstream, memory_bytes, redis)
        config = self._sidecar.config()
        env = [f"{name}={value}" for name, value in files.items()]
        env += [f"RAMPWRIGHT_{name}_PORT={port}" for name, port in ports.SIDECAR_ALL.items()]
        env += ["RAMPWRIGHT_BIND=127.0.0.1", f"JAVA_TOOL_OPTIONS=-XX:MaxRAM={MEMORY_LIMIT_MEGABYTES}m"]
        env += os.environ.get("BENCH_SIDECAR_ENV", "").split()
        inside = ["/usr/bin/env", "-i", *config["Env"], *env, *self._sidecar.command()]
        process = self._start("sidecar", [*self._sidecar.enter(), *inside], PROXY_CPU)
        if ready:
            process.await_status(f"http://127.0.0.1:{ports.OBSERVE}/health/ready")
            # What the engine is must be known before anything is kept.
            process.await_status(f"http://127.0.0.1:{ports.OBSERVE}/health/engine")
        return process

    def lookups(self):
        """What each part of a lookup in Redis takes: name, p50, p99 and longest in milliseconds, and
        how many damaged entries were taken for answers."""
        command = [*self._java, "dev.rampwright.sidecar.cache.LookupBench", ports.REDIS, REDIS_PASSWORD]
        pinned = ["taskset", "-c", str(PROXY_CPU), *map(str, command)]
        done = subprocess.run(pinned, stdout=subprocess.PIPE, text=True, check=True)
        rows = [line.split("\t") for line in done.stdout.splitlines() if "\t" in line]
        return [(name, float(p50), float(p99), float(longest), int(served)) for name, p50, p99, longest, served in rows]

    @staticmethod
    def metric(name):
        """The sidecar's counter by the values of its labels, the pod's own left out."""
        with urllib.request.urlopen(f"http://127.0.0.1:{ports.OBSERVE}/metrics") as answer:
            lines = answer.read().decode().splitlines()
        found = {}
        for line in lines:
            if line.startswith(name + "{"):
                labels = re.findall(r'(\w+)="([^"]*)"', line)
                own = ("namespace", "service", "revision")
                found[tuple(value for label, value in labels if label not in own)] = float(line.split()[-1])
        return found

    def _sidecar_files(self, upstream, memory_bytes, redis):
        """Gives the environment that says where they are, seen from inside the image."""
        folder = self._sidecar.root / "bench"
        folder.mkdir(exist_ok=True)
        digest = hmac.new(ADMIN_TOKEN.encode(), f"rampwright api key\n{KEY}".encode(), hashlib.sha256)
        cache = {"name": "bench", "epoch": 0, "memoryMaxBytes": memory_bytes}
        cache["responses"] = {"enabled": True, "ttlMillis": 3_600_000}
        if redis:
            cache["redis"] = {"host": "127.0.0.1", "port": ports.REDIS}
        config = {
            "formatVersion": 1,
            "namespace": "bench",
            "service": "bench",
            "revision": "0000beef",
            "model": "mock",
            "drainKey": "bench",
            "engine": {"host": "127.0.0.1", "port": upstream, "healthPath": "/health"},
            "limits": {
                "requestTimeoutMillis": 60_000,
                "streamIdleTimeoutMillis": 30_000,
                "drainTimeoutMillis": 1_000,
                "maxBodyBytes": 16 << 20,
            },
            "cache": cache,
            "auth": {"apiKeys": {"tenants": {digest.hexdigest(): "bench"}}},
        }
        (folder / "config.json").write_text(json.dumps(config))
        (folder / "admin-token").write_text(ADMIN_TOKEN)
        (folder / "hmac").write_text(secrets.token_hex(32))
        (folder / "password").write_text(REDIS_PASSWORD)
        if not (folder / "tls.crt").exists():
            certificates(folder)
        subprocess.run(["chown", "-R", "65532:65532", folder], check=True)
        names = ("SECRETS", "CACHE_SECRETS", "TLS")
        return {"RAMPWRIGHT_CONFIG": "/bench/config.json"} | {f"RAMPWRIGHT_{name}": "/bench" for name in names}

    def _nginx(self, name, cpu, port):
        process = self._start(Path(name).stem, ["nginx", "-c", self._configuration(name), "-e", "stderr"], cpu)
        process.await_port(port)
        return process

    def _start(self, name, command, cpu, env=None):
        process = Process(name, command, cpu, self._state, env)
        self._running.append(process)
        return process

    def _configuration(self, name):
        text = (self._peers / name).read_text()
        values = {**ports.BY_NAME, "STATE": self._state, "KEY": MODEL_KEY, "PASSWORD": REDIS_PASSWORD}
        for placeholder, value in values.items():
            text = text.replace(f"@{placeholder}@", str(value))
        path = self._state / name
        path.write_text(text)
        return path


def certificates(folder):
    """An authority that is thrown away, and what the sidecar proves itself with."""

    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc", "-days", "2")
    openssl("req", "-x509", *curve, "-subj", "/CN=bench", "-keyout", "ca.key", "-out", "ca.crt")
    name = "subjectAltName=DNS:bench.bench.sidecar.rampwright.internal"
    signed = ("-CA", "ca.crt", "-CAkey", "ca.key", "-subj", "/CN=bench", "-addext", name)
    openssl("req", "-x509", *curve, *signed, "-keyout", "tls.key", "-out", "tls.crt")
