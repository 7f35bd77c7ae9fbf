"""A shoe from one line of text."""

from __future__ import annotations

import pytest

from heelwise.errors import InputError
from heelwise.footwear import Shoe, parse_shoe


@pytest.mark.parametrize(
    ("text", "shoe"),
    [
        ("stiletto:9", Shoe.from_cm("stiletto", 9)),
        ("Stiletto : 9 cm", Shoe.from_cm("stiletto", 9)),
        ("block:5", Shoe.from_cm("block", 5)),
        ("block:50mm", Shoe.from_cm("block", 5)),
        ("block:2in", Shoe(kind="block", heel_height_m=0.0508)),
        ("flat", Shoe.from_cm("flat", 1)),
        ("flat:0", Shoe.from_cm("flat", 0)),
        ("flat:1", Shoe.from_cm("flat", 1)),
        ("wedge:8:platform=3", Shoe.from_cm("wedge", 8, 3)),
        ("stiletto:9:platform=1.5:insert=arch", Shoe.from_cm("stiletto", 9, 1.5, insert="arch")),
        ("block:5:cushioning=soft:fit=tight", Shoe.from_cm("block", 5, cushioning="soft", fit="tight")),
        ("block:5:insert=ARCH", Shoe.from_cm("block", 5, insert="arch")),
        ("block:5:name=", Shoe.from_cm("block", 5)),
        ("block:5:name=<b>{x} %s", Shoe.from_cm("block", 5, name="<b>{x} %s")),
        ("stiletto:0.09 m", Shoe.from_cm("stiletto", 9)),
        ("block:5:name=red ones", Shoe.from_cm("block", 5, name="red ones")),
    ],
)
def test_a_shoe_is_read(text: str, shoe: Shoe) -> None:
    assert parse_shoe(text) == shoe


@pytest.mark.parametrize("text", ["stiletto:9:tip=10x8mm", "stiletto:9:tip=1x0.8cm", "stiletto:9:tip=10mm x 8mm"])
def test_a_heel_tip_is_length_by_width(text: str) -> None:
    shoe = parse_shoe(text)
    assert (shoe.heel_tip_length_m, shoe.heel_tip_width_m) == pytest.approx((0.010, 0.008))


@pytest.mark.parametrize(
    ("text", "field", "message"),
    [
        ("", "shoe", "is empty"),
        (":9", "shoe", "is empty"),
        ("stiletto", "heel_height_m", "write it as stiletto:6"),
        ("stiletto:", "heel_height_m", "write it as stiletto:6"),
        ("stiletto:nan", "heel_height_m", "is not a number we can read"),
        ("stiletto:9m", "heel_height_m", "If you meant 9 centimetres"),
        ("boot:4", "kind", "it can be flat, kitten, block, wedge, stiletto"),
        ("boot", "kind", "it can be flat, kitten, block, wedge, stiletto"),
        ("block:4:platform=5", "platform_m", "higher than the heel"),
        ("block:5:colour=red", "shoe", "there is no option"),
        ("block:5:6", "shoe", "more than one height"),
        ("block:5:tip=9", "heel_tip_length_m", "length x width"),
        ("block:5:platform=1:platform=2", "shoe", "says platform twice"),
        ("stiletto:0.09", "heel_height_m", "If you meant metres, write 0.09 m"),
        ("block:5:name=" + 81 * "x", "name", "one line of up to 80 letters"),
        ("block:5:name=\x1b[31mred", "name", "\N{REPLACEMENT CHARACTER}.31mred"),
        ("block:5:name=\udcff", "name", "one line"),
    ],
)
def test_what_cannot_be_a_shoe_is_refused_at_its_field(text: str, field: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        parse_shoe(text)
    assert caught.value.field == field
