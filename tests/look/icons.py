"""The icons the project names."""

from pathlib import Path

LIST = Path(__file__).resolve().parents[2] / "tracker" / "static" / "icons.txt"
ICONS = tuple(line.strip() for line in LIST.read_text("utf-8").splitlines() if line.strip())
