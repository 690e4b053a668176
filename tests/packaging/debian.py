"""A Linux office to try the package in: a desktop of build/debian/office, without a network, on a test screen."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path

from app import __version__ as VERSION
from tests.packaging.screen import ROOT, Ended, Screen

BASE = Path(os.environ.get("NIANBAO_DEBIAN") or ROOT / ".work" / "debian")
DEB = ROOT / "dist" / f"gongkai-nianbao_{VERSION}_amd64.deb"
PORTABLE = ROOT / "dist" / f"gongkai-nianbao-{VERSION}-linux-amd64.tar.gz"
BUS = "/clerk/.bus"


class Office(Screen):
    """`folder` is its /, seen from here; `home` the clerk's. Paths given to it are its own."""

    def __init__(self, suite: str, display: str) -> None:
        super().__init__(display, f"{suite}-")
        made = subprocess.run(
            [ROOT / "build" / "debian" / "office", suite], stdout=subprocess.PIPE, check=True, text=True
        )
        self._trying = BASE / f"trying-{suite}"
        self.folder = self._trying / "root"
        if self.folder.exists():  # a run that was cut off
            self._unmount()
        for name in ("root", "changed", "work"):
            (self._trying / name).mkdir(parents=True)
        layers = f"lowerdir={made.stdout.strip()},upperdir={self._trying / 'changed'},workdir={self._trying / 'work'}"
        subprocess.run(["mount", "-t", "overlay", "overlay", "-o", layers, self.folder], check=True)
        self.home = self.folder / "clerk"
        # One network of its own that leads nowhere, and one set of mounts, for all that runs here.
        entered = [ROOT / "build" / "debian" / "enter", self.folder, "sleep", "infinity"]
        self._inside = subprocess.Popen(["unshare", "--net", *entered])
        self.until(lambda: os.readlink(f"/proc/{self._inside.pid}/root") == str(self.folder), "the office")
        self._started: list[subprocess.Popen[bytes]] = []
        self._bus = self.start("dbus-daemon", "--session", "--nofork", f"--address=unix:path={BUS}")
        self.until((self.home / ".bus").exists, "the session's bus")

    def run(self, *command: str, user: str = "clerk", seconds: float = 240, **environment: str) -> Ended:
        """Run to the end; what it said on both outputs."""
        done = subprocess.run(
            self._command(command, user, environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=seconds,
        )
        return Ended(done.returncode, done.stdout.decode("utf-8"))

    def start(self, *command: str, **environment: str) -> subprocess.Popen[bytes]:
        """Start a program that goes on running; `end` ends it."""
        running = subprocess.Popen(
            self._command(command, "clerk", environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._started.append(running)
        return running

    def _command(self, command: tuple[str, ...], user: str, more: dict[str, str]) -> list[str]:
        home = f"/{user}"
        environment = {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME": home,
            "USER": user,
            "LC_ALL": "zh_CN.UTF-8",
            "DISPLAY": self._display,
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={BUS}",
            **more,
        }
        inside = [
            "nsenter",
            f"--target={self._inside.pid}",
            "--mount",
            "--net",
            "--root",
            "chroot",
            f"--userspec={user}",
            "/",
        ]
        words = [f"{name}={value}" for name, value in environment.items()]
        return [*inside, "env", "--ignore-environment", f"--chdir={home}", *words, *command]

    def install(self, package: Path) -> Ended:
        """As an administrator without a network does."""
        shutil.copy(package, self.folder / "srv" / package.name)
        command = ["apt-get", "install", "--yes", f"/srv/{package.name}"]
        return self.run(*command, user="root", DEBIAN_FRONTEND="noninteractive")

    def remove(self, name: str) -> Ended:
        return self.run("apt-get", "remove", "--yes", name, user="root", DEBIAN_FRONTEND="noninteractive")

    def files(self) -> set[str]:
        """What lies on its disk, but for what its own package system and caches keep."""
        listed = self.run(
            "find", "/", "-xdev", "(", "-path", "/proc", "-o", "-path", "/sys", "-o", "-path", "/dev", "-o", "-path",
            "/tmp", "-o", "-path", "/var/lib/dpkg", "-o", "-path", "/var/lib/apt", "-o", "-path", "/var/cache", "-o",
            "-path", "/var/log", ")", "-prune", "-o", "-print", user="root",
        )  # fmt: skip
        return set(listed.said.splitlines())

    def click(self, window: str, right: int, down: int, times: int = 1) -> None:
        """The left button at this place of the window."""
        self._xdotool("windowactivate", "--sync", window)
        self._xdotool("mousemove", "--window", window, str(right), str(down))
        self._xdotool("click", "--repeat", str(times), "--delay", "80", "1")

    def end_programs(self, but_the_bus: bool = True) -> None:
        """End what was started, and what that has started."""
        for running in reversed(self._started):
            if running.poll() is None and not (but_the_bus and running is self._bus):
                os.killpg(running.pid, signal.SIGTERM)
                running.wait(30)
        self._started = [self._bus] if but_the_bus else []

    def end(self) -> None:
        """Shut down; what was done there is forgotten."""
        self.end_programs(but_the_bus=False)
        self._inside.kill()
        self._inside.wait()
        self._unmount()

    def _unmount(self) -> None:
        subprocess.run(["umount", "--lazy", self.folder], stderr=subprocess.DEVNULL)
        shutil.rmtree(self._trying)
