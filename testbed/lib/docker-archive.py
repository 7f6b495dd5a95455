"""Writes folders as a container image: a docker-archive tar, a layer per folder.

    docker-archive.py REFERENCE OUTPUT CONFIG LAYER_FOLDER...

CONFIG is a JSON object with the keys of an image's run configuration, such as
Entrypoint. The result depends on the folders' content only: entries are sorted
and all carry the same time.
"""

import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile

# 2020-01-01: some programs distrust files from 1970.
TIME = 1577836800
CREATED = "2020-01-01T00:00:00Z"
PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def write_layer(folder, file):
    """Packs the folder and returns the SHA-256 of the tar, its identity."""
    subprocess.run(
        [
            *("tar", "--numeric-owner", "--sort=name", f"--mtime=@{TIME}", "--format=gnu"),
            *("-C", folder, "-cf", file, "."),
        ],
        check=True,
    )
    with open(file, "rb") as layer:
        return hashlib.file_digest(layer, "sha256").hexdigest()


def image_config(digests, config):
    config = dict(config, Env=[PATH, *config.get("Env", [])])
    return json.dumps(
        {
            "architecture": "amd64",
            "os": "linux",
            "created": CREATED,
            "config": config,
            "rootfs": {"type": "layers", "diff_ids": [f"sha256:{digest}" for digest in digests]},
            "history": [
                {"created": CREATED, "created_by": "rampwright testbed"} for _ in digests
            ],
        },
        sort_keys=True,
    ).encode()


def add(archive, name, size, content):
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime = size, TIME
    archive.addfile(entry, content)


def main(reference, output, config, *folders):
    layers = [f"{output}.layer{number}" for number in range(len(folders))]
    digests = [write_layer(folder, layer) for folder, layer in zip(folders, layers)]
    config = image_config(digests, json.loads(config))
    config_name = hashlib.sha256(config).hexdigest() + ".json"
    names = [f"{digest}/layer.tar" for digest in digests]
    manifest = [{"Config": config_name, "RepoTags": [reference], "Layers": names}]
    manifest = json.dumps(manifest).encode()
    with tarfile.open(output, "w") as archive:
        add(archive, "manifest.json", len(manifest), io.BytesIO(manifest))
        add(archive, config_name, len(config), io.BytesIO(config))
        for name, layer in zip(names, layers):
            with open(layer, "rb") as content:
                add(archive, name, os.path.getsize(layer), content)
            os.remove(layer)


if __name__ == "__main__":
    main(*sys.argv[1:])
