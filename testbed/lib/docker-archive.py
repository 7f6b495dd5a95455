"""Writes a folder as a container image: a docker-archive tar with one layer.

    docker-archive.py ROOTFS REFERENCE OUTPUT CONFIG

CONFIG is a JSON object with the keys of an image's run configuration, such as
Entrypoint. The result depends on the folder's content only: entries are sorted
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


def write_layer(rootfs, file):
    """Packs the folder and returns the SHA-256 of the tar, its identity."""
    subprocess.run(
        [
            *("tar", "--numeric-owner", "--sort=name", f"--mtime=@{TIME}", "--format=gnu"),
            *("-C", rootfs, "-cf", file, "."),
        ],
        check=True,
    )
    with open(file, "rb") as layer:
        return hashlib.file_digest(layer, "sha256").hexdigest()


def image_config(digest, config):
    config = dict(config, Env=[PATH, *config.get("Env", [])])
    return json.dumps(
        {
            "architecture": "amd64",
            "os": "linux",
            "created": CREATED,
            "config": config,
            "rootfs": {"type": "layers", "diff_ids": [f"sha256:{digest}"]},
            "history": [{"created": CREATED, "created_by": "rampwright testbed"}],
        },
        sort_keys=True,
    ).encode()


def add(archive, name, size, content):
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime = size, TIME
    archive.addfile(entry, content)


def main(rootfs, reference, output, config):
    layer = output + ".layer"
    digest = write_layer(rootfs, layer)
    config = image_config(digest, json.loads(config))
    config_name = hashlib.sha256(config).hexdigest() + ".json"
    layer_name = f"{digest}/layer.tar"
    manifest = json.dumps(
        [{"Config": config_name, "RepoTags": [reference], "Layers": [layer_name]}]
    ).encode()
    with tarfile.open(output, "w") as archive, open(layer, "rb") as content:
        add(archive, "manifest.json", len(manifest), io.BytesIO(manifest))
        add(archive, config_name, len(config), io.BytesIO(config))
        content.seek(0, io.SEEK_END)
        size = content.tell()
        content.seek(0)
        add(archive, layer_name, size, content)
    os.remove(layer)


if __name__ == "__main__":
    main(*sys.argv[1:])
