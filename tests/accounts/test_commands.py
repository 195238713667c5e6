"""The operator's help for somebody whom no letter reaches."""

from tests.pages import Visitor


def test_the_operator_prints_a_link_that_signs_helen_in_once(app, visitor):
    result = app.test_cli_runner().invoke(args=["sign-in-link", " Helen@Northgate.example "])
    assert result.exit_code == 0
    link = result.output.strip()
    assert link.startswith("http://localhost/sign-in/")
    path = "/" + link.removeprefix("http://localhost")
    assert visitor.sends(path).path.startswith("/w/harbour/")
    assert Visitor(app.test_client()).opens(path).status == 410


def test_an_address_of_nobody_is_said(app):
    result = app.test_cli_runner().invoke(args=["sign-in-link", "nobody@nowhere.example"])
    assert result.exit_code == 1 and "Nobody has this address." in result.output
    result = app.test_cli_runner().invoke(args=["sign-in-link", "nobody"])
    assert result.exit_code == 1 and "not an e-mail address" in result.output
