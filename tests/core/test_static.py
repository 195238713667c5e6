"""Style sheets and scripts travel compressed to whoever understands that, and are the same for everybody else."""

import gzip

from werkzeug.test import Client

from tracker.core.static import StaticFiles


def served(folder, kept, **headers):
    return Client(StaticFiles(None, str(folder), kept, 60)).get("/static/look.css", headers=headers)


def test_text_travels_compressed_and_arrives_whole(tmp_path):
    static = tmp_path / "static"
    static.mkdir()
    css = b".bt-panel{display:grid}" * 500
    (static / "look.css").write_bytes(css)
    plain = served(static, tmp_path / "kept")
    small = served(static, tmp_path / "kept", Accept_Encoding="gzip")
    assert plain.data == css
    assert small.headers["Content-Encoding"] == "gzip" and len(small.data) < len(css) / 10
    assert gzip.decompress(small.data) == css
    assert small.headers["Content-Type"].startswith("text/css") and "Accept-Encoding" in small.headers["Vary"]


def test_a_changed_file_is_never_served_as_it_was(tmp_path):
    static = tmp_path / "static"
    static.mkdir()
    for css in (b".old{color:red}" * 50, b".new{color:blue}" * 50):
        (static / "look.css").write_bytes(css)
        answer = served(static, tmp_path / "kept", Accept_Encoding="gzip")
        assert gzip.decompress(answer.data) == css
