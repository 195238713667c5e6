"""What Mina wrote about Northgate: one report that Helen has read, and the next, which is not sent yet."""

from ..acts.reporting import drafts_report, sends_report
from ..script import on

REPORTS = [
    *on(20, 5, "mina", sends_report(
        "helen", "priya",
        summary="Priya and Callum answer most messages without us now. What worries me is paid promotion: with Leah"
        " gone nobody answers for it.",
        done="- The rota for replies held through a week of holidays.\n- Brightside delivered its first film to a brief"
        " that Priya wrote alone.\n- Leah left; **two activities went back to nobody**.",
        next="- Priya practises the monthly numbers with me watching only.\n- Callum runs a whole day’s inbox alone.\n"
        "- We stop scheduling posts.",
        asks="- **Helen:** name somebody for paid promotion.\n- **Helen:** sign the change in “Measures”.")),
    *on(24, 4, "mina", drafts_report(
        done="- Callum ran three days of the inbox alone, and one complaint, well.\n- The numbers were read by Priya; I"
        " only listened.",
        next="- A first week in which we touch nothing.")),
]  # fmt: skip
