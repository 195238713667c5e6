"""The frame around an engagement's pages."""


def test_the_frame_says_where_we_are_and_how_it_stands(helen, northgate):
    page = helen.opens(f"{northgate.path}/gates")
    assert page.status == 200
    assert page.says("Northgate Recruitment")
    assert page.says("Social media: leave the tools behind")
    assert page.says("Now, 1 of 8 criteria met")
