"""Where things lie, and what the machine has to have before anything is made."""

import errno
import importlib.util
import os
import secrets
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from devkit.steps import Stamps
from devkit.trouble import Trouble

OLDEST_NPM = 7


@dataclass(frozen=True)
class Place:
    """A checkout of Baton, and the paths inside it."""

    root: Path

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        return self.venv / "bin" / "python"

    @property
    def instance(self) -> Path:
        return self.root / "instance"

    @property
    def database(self) -> Path:
        return self.instance / "baton.sqlite3"

    @property
    def packages(self) -> Path:
        return self.root / "node_modules"

    @property
    def vendor(self) -> Path:
        return self.root / "tracker" / "static" / "vendor"

    @property
    def icons(self) -> Path:
        return self.root / "tracker" / "static" / "icons.txt"

    def path_with_venv(self) -> dict[str, str]:
        """The environment in which programs of `.venv` are found first."""
        return {"PATH": f"{self.venv / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}

    @property
    def stamps(self) -> Stamps:
        """Of what was installed; it goes when `.venv` goes."""
        return Stamps(self.venv / "stamps")

    @property
    def data_stamps(self) -> Stamps:
        """Of what was done to the data; it goes when the data go."""
        return Stamps(self.instance / "stamps")


def check_venv_can_be_made() -> None:
    """Raises `Trouble` where Python came without its venv part, as on a bare Debian."""
    if not all(importlib.util.find_spec(module) for module in ("venv", "ensurepip")):
        raise Trouble(
            "This Python came without the part that makes virtual environments. On Debian and Ubuntu "
            "install it with “apt-get install python3-venv” (as root), then run the same command again."
        )


def check_port(host: str, port: int) -> None:
    """Raises `Trouble` unless `port` of `host` is free to listen on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise _port_trouble(host, port, error) from error


def _port_trouble(host: str, port: int, error: OSError) -> Trouble:
    if error.errno == errno.EADDRINUSE:
        return Trouble(
            f"Port {port} on {host} is taken: another program, perhaps another Baton, already serves there. "
            f"Stop it, or choose another port: python3 dev.py run --port {port + 1 if port < 65535 else 5000}"
        )
    if error.errno == errno.EACCES:
        return Trouble(f"Port {port} needs more rights than you have. Choose one above 1023: --port 5000.")
    return Trouble(f"This machine cannot serve on {host}: {error.strerror or error}. Leave --host out.")


def usable_npm() -> str | None:
    """The npm on the PATH, unless it is missing, broken, or too old for the lock file."""
    npm = shutil.which("npm")
    if not npm:
        return None
    try:
        told = subprocess.run([npm, "--version"], capture_output=True, text=True, timeout=60).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    major = told.strip().partition(".")[0]
    return npm if major.isdigit() and int(major) >= OLDEST_NPM else None


def base_python() -> str:
    """The interpreter that environments are made from, also when this one runs inside `.venv`."""
    return getattr(sys, "_base_executable", None) or sys.executable


def keep_secret_key(instance: Path) -> Path:
    """Make the data folder and, once, the key that signs sessions, readable by its owner alone."""
    instance.mkdir(mode=0o700, exist_ok=True)
    path = instance / "secret_key"
    if not path.is_file() or not path.read_text().strip():
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path
