"""Cutting a style sheet to what we use."""

import pytest

from devkit.stylesheet import cut

WANTED = ("btn", "btn-sm")


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".btn{a:b}.card{a:b}", ".btn{a:b}"),
        (".btn-lg{a:b}.btn-sm{a:b}", ".btn-sm{a:b}"),
        ("body,.card,.btn:hover{a:b}", "body,.btn:hover{a:b}"),
        (".btn .card{a:b}", ""),
        (".btn:not(.card){a:b}:is(.card,h1) b{a:b}", ""),
        ("a[href='x,y'],p{a:b}", "a[href='x,y'],p{a:b}"),
        (":root{--x:1}[data-theme=dark]{--x:2}", ":root{--x:1}[data-theme=dark]{--x:2}"),
        ("@media print{.btn{a:b}.card{a:b}}", "@media print{.btn{a:b}}"),
        ("@media print{.card{a:b}}p{a:b}", "p{a:b}"),
        ('@charset "UTF-8";p{a:b}', '@charset "UTF-8";p{a:b}'),
        ("@font-face{src:url(x)}", "@font-face{src:url(x)}"),
        ("/* idle */p{a:b}/*! licence */q{a:b}", "p{a:b}/*! licence */q{a:b}"),
        ("/*! see kit.io */:root{--x:1}.card{a:b}", "/*! see kit.io */:root{--x:1}"),
        ("@keyframes spin{to{a:b}}p{a:b}", "p{a:b}"),
        ("@keyframes x{from{a:b}to{a:b}}.btn{animation:x}", "@keyframes x{from{a:b}to{a:b}}.btn{animation:x}"),
        ("p{background:url(data:image/svg+xml;a,b)}", "p{background:url(data:image/svg+xml;a,b)}"),
    ],
)
def test_only_bare_elements_and_wanted_classes_stay(css: str, left: str) -> None:
    assert cut(css, WANTED) == left
