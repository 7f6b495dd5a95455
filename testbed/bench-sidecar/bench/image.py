"""The sidecar's image, unpacked.

As a program, with an archive and a folder: unpacks the one into the other and prints, as JSON, how a
process is started in it (benches in Java ask that way).
"""

import json
import subprocess
import sys
import tarfile
from pathlib import Path


class Image:
    """Unpacks a docker-archive into a folder, once.

    archive: as `make images` leaves it
    folder: takes the root file system; kept for the next run
    """

    def __init__(self, archive, folder):
        self._archive = archive
        self.root = Path(folder) / "root"
        if not self.root.is_dir():
            self._unpack(self.root.with_suffix(".part"))

    def config(self):
        with tarfile.open(self._archive) as archive:
            manifest = json.load(archive.extractfile("manifest.json"))[0]
            return json.load(archive.extractfile(manifest["Config"]))["config"]

    def command(self):
        return self.config()["Entrypoint"]

    def enter(self):
        """The command that runs another one inside, as the user that the image's pods have. Every
        step replaces itself by the next, so that the process stays the one that was started."""
        mounts = 'mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev"'
        script = mounts + ' && root=$1 && shift && exec chroot --userspec=65532:65532 "$root" "$@"'
        return ["unshare", "--mount", "sh", "-c", script, "enter", self.root]

    def _unpack(self, part):
        subprocess.run(["rm", "-rf", part], check=True)
        part.mkdir(parents=True)
        with tarfile.open(self._archive) as archive:
            manifest = json.load(archive.extractfile("manifest.json"))[0]
            for layer in manifest["Layers"]:
                subprocess.run(
                    ["tar", "-x", "--numeric-owner", "--warning=no-unknown-keyword", "-C", part]
                    + (["-z"] if layer.endswith(".gz") else []),
                    input=archive.extractfile(layer).read(),
                    check=True,
                )
        for name in ("proc", "dev", "tmp"):
            (part / name).mkdir(exist_ok=True)
        (part / "tmp").chmod(0o1777)
        part.rename(self.root)


if __name__ == "__main__":
    image = Image(sys.argv[1], sys.argv[2])
    told = {"root": image.root, "enter": image.enter(), "environment": image.config()["Env"], "command": image.command()}
    json.dump(told, sys.stdout, default=str)
