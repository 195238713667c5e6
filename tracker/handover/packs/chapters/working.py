"""How the work goes on: by whom, with which tools, after which runbooks, on which days, and when things go wrong."""

from collections.abc import Iterator
from datetime import date

from tracker.responsibilities.rules import CHOICES
from tracker.sourcing.scoring import CONDITIONS, MARKS, TOP_MARK

from ..document import Block, Heading, Points, Prose, Said, Tone, table
from ..material import Material
from ..records import Firm
from ..wording import count, day, paper, signed, yes

HOLDERS = {"client": "Client", "practice": "Practice", "provider": "Provider", "shared": "Several", "nobody": "Nobody"}


def sourcing(material: Material) -> Iterator[Block]:
    rows = []
    for row in material.facts["activities"]:
        if not row["na"]:
            rule, decided = row["rule"], material.facts["sourcing"].get(row["id"])
            choice = CHOICES[rule["choice"]] if rule and rule["signed_on"] else "Not signed"
            aid = CHOICES[decided["recommendation"]] if decided else "Not asked"
            rows.append((row["name"], choice, aid, day(rule["signed_on"]) if rule else "",
                         day(decided["review_on"]) if decided else ""))  # fmt: skip
    yield table("sourcing", "Who should do what", ("Activity", "Decided", "The aid said", "Signed", "Review"), rows,
                (1, 2, 3, 4))  # fmt: skip
    for rule in material.rules:
        yield Heading(rule.activity, 2)
        yield Prose(rule.text)
        if rule.signature is not None:
            yield from signed(rule.signature)
        else:
            yield Said(f"Not signed by the owner. Written by {rule.author}.", Tone.UNSIGNED)
        for who, on, text in rule.dissents:
            yield Said(f"{who} saw it otherwise, {day(on)}:")
            yield Prose(text)
    yield Heading("Providers", 2)
    if not material.firms:
        yield Said("No provider works for the client.")
    for number, firm in enumerate(material.firms, start=1):
        yield from _firm(number, firm)


def _firm(number: int, firm: Firm) -> Iterator[Block]:
    yield Heading(firm.name, 3)
    yield Points(tuple(filter(None, (
        f"Liaison there: {firm.liaison or 'not agreed'}. Steered here by {firm.contact or 'nobody'}.",
        f"Meets every {count(firm.meets_every, 'day')}; last met {day(firm.met_on, 'never')}."
        if firm.meets_every else "No rhythm of meetings is agreed.",
        f"On site {count(firm.days_on_site, 'day')} a month, until {day(firm.until, 'no date')}."
        if firm.days_on_site else "",
        f"Available: {firm.availability}" if firm.availability else "",
        f"Tied to the practice: {firm.affiliation}" if firm.affiliation else "Nothing ties it to the practice.",
    ))))  # fmt: skip
    yield Said("Exit terms" if firm.exit_terms else "No exit terms are on record.",
               Tone.PLAIN if firm.exit_terms else Tone.MISSING)  # fmt: skip
    if firm.exit_terms:
        yield Prose(firm.exit_terms)
    if firm.total is not None:
        yield Said(f"Scorecard: {firm.total:.0f} of 100, by {count(firm.scorers, 'person', 'people')}.")
    elif firm.failed:
        yield Said("Scorecard: does not pass. Not so: "
                   + "; ".join(CONDITIONS[key].lower() for key in firm.failed) + ".", Tone.MISSING)  # fmt: skip
    else:
        yield Said(f"Scorecard: no result, scored by {count(firm.scorers, 'person', 'people')}; two are needed.",
                   Tone.MISSING)  # fmt: skip
    if firm.marks:
        weights = dict(MARKS.values())
        yield table(
            f"scorecard-{number}", f"Scorecard of {firm.name}",
            ("What was marked", "Weight", f"Marks, 0 to {TOP_MARK}"),
            [(name, weights[name], marks) for name, marks in firm.marks], (1, 2),
        )  # fmt: skip
    if firm.apart:
        yield Said("The scorers are far apart on: " + "; ".join(MARKS[key][0].lower() for key in firm.apart) + ".")


def tools(material: Material) -> Iterator[Block]:
    yield Said("No password stands here or anywhere in Baton: they are kept where the client keeps its passwords.")
    found = [row for row in material.facts["tools"] if not row["na"]]
    control, tries, terms = [], [], []
    for row in found:
        check, tried, notes = row["check"], row["recovery"], material.tool_notes.get(row["id"])
        held = [HOLDERS[check[name]] for name in ("account", "recovery", "billing", "admin")] if check else [""] * 4
        purpose = notes.purpose if notes else ""
        control.append((row["name"], purpose, *held, day(check["on"]) if check else "Not checked"))
        if tried:
            who, seen = material.name(tried["by"], "Somebody who left"), notes.recovery_note if notes else ""
            tries.append((row["name"], yes(tried["worked"], "It worked", "It failed"), day(tried["on"]), who, seen))
        else:
            tries.append((row["name"], "Never tried", "", "", ""))
        if notes and (notes.address or notes.cost or notes.holder or notes.seats or row["renews_on"]):
            seats = str(notes.seats or "")
            terms.append((row["name"], notes.address, notes.cost, HOLDERS.get(notes.paid_by, ""), seats, notes.holder,
                          day(row["renews_on"])))  # fmt: skip
    yield table("tools", "Who controls what", ("Tool", "For", "Account", "Recovery", "Billing", "Admin", "Checked"),
                control, (2, 3, 4, 5, 6))  # fmt: skip
    yield table("recovery", "Whether the way back works", ("Tool", "Recovery", "On", "Tried by", "What was seen"),
                tries, (1, 2))  # fmt: skip
    if terms:
        yield table("terms", "On which terms", ("Tool", "Address", "Cost", "Paid by", "Seats", "Contract", "Renews"),
                    terms, (2, 3, 4, 6))  # fmt: skip
    else:
        yield Said("On which terms the tools are used is not on record.", Tone.MISSING)
    if picture := material.pictures.get("access"):
        yield picture
    yield table(
        "access", "Who has access", ("Tool", "Person", "Side", "Role there", "Admin", "Since"),
        [(tool, who, side, role, yes(admin, "Admin", ""), day(since)) for tool, who, side, admin, role, since
         in material.access], (2, 4, 5),
    )  # fmt: skip
    outside = sorted({f"{who} ({tool})" for tool, who, side, *_ in material.access if side == "Practice"})
    if outside:
        yield Said("The practice still has access: " + ", ".join(outside) + ".", Tone.UNSIGNED)
    else:
        yield Said("Nobody of the practice has access to any of these tools.", Tone.SIGNED)


def runbooks(material: Material) -> Iterator[Block]:
    if not material.books:
        yield Said("No runbook is written.", Tone.MISSING)
    for book in material.books:
        yield Heading(book.title, 2)
        yield Said(f"For: {book.activity}. Version {book.version}, written by {book.author} on {day(book.on)}.")
        for who, on, worked, note in book.tests:
            said = f"Followed by {who} on {day(on)}: it {yes(worked, 'worked', 'failed')}."
            yield Said(f"{said} {note}".strip(), Tone.SIGNED if worked else Tone.UNSIGNED)
        if not book.tests:
            yield Said("Nobody but its author has followed this version.", Tone.UNSIGNED)
        yield Prose(book.text)


def calendar(material: Material) -> Iterator[Block]:
    for found in material.papers:
        if "calendar" in found.key:
            yield Said(paper(found), Tone.SIGNED if found.signature else Tone.UNSIGNED)
    rows = sorted([*material.turns, *material.planned, *_dates(material)])
    if rows:
        yield table(
            "calendar", "What comes when", ("Day", "What", "Who"),
            [(day(on), what + (" (overdue)" if on < material.as_of else ""), who) for on, what, who in rows], (0, 2),
        )  # fmt: skip
    else:
        yield Said("No day is on record on which something is due.", Tone.MISSING)


def _dates(material: Material) -> Iterator[tuple[date, str, str]]:
    facts, today = material.facts, material.as_of.isoformat()
    owner = next((who["name"] for who in material.people.values() if who["role"] == "owner" and who["active"]), "")
    for row in facts["tools"]:
        if not row["na"] and row["renews_on"] and row["renews_on"] >= today:
            yield date.fromisoformat(row["renews_on"]), f"Renew {row['name']}", material.name(row["contract"])
    for row in facts["strategy"]:
        if not row["na"] and row.get("review_on"):
            yield date.fromisoformat(row["review_on"]), f"Look again at the section {row['title']}", owner
    names = {row["id"]: row["name"] for row in facts["activities"] if not row["na"]}
    for activity, decided in facts["sourcing"].items():
        if activity in names:
            yield date.fromisoformat(decided["review_on"]), f"Look again at who does: {names[activity]}", owner
            if decided["ends_on"]:
                yield date.fromisoformat(decided["ends_on"]), f"Outside help ends: {names[activity]}", owner
    for row in facts["measures"]["goals"]:
        if row["outcome"] is None:
            yield date.fromisoformat(row["due_on"]), f"Goal due: {row['title']}", owner
    for risk in material.risks:
        if risk.review_on and not risk.ended:
            yield risk.review_on, f"Look again at the risk {risk.title}", risk.owner
    for row in facts.get("check_ins") or ():
        if not row["due_on"]:
            continue  # dated by the acceptance
        if not row.get("answered_on"):
            who = material.name(row.get("answers")) or owner
            yield date.fromisoformat(row["due_on"]), f"Check-in {row['days']} days after the handover", who


def protocol(material: Material) -> Iterator[Block]:
    for found in material.papers:
        if "protocol" in found.key or "drill" in found.key:
            yield Said(paper(found), Tone.SIGNED if found.signature else Tone.UNSIGNED)
    rows = [
        (row["name"], f"{row['sla_hours']} staffed hours" if row["sla_hours"] else "No promise",
         material.name((row["accountable"] or {}).get("person"), "Nobody"),
         material.name((row["deputy"] or {}).get("person"), "Nobody"))
        for row in material.facts["activities"] if not row["na"] and (row["customer_facing"] or row["sla_hours"])
    ]  # fmt: skip
    if rows:
        yield table("promises", "What customers may expect, and who decides",
                    ("Activity", "Answer within", "Answers for it", "Stands in"), rows, (1,))  # fmt: skip
    yield Heading("Drills", 2)
    if not material.drills:
        yield Said("No drill was held.", Tone.MISSING)
    for drill in material.drills:
        yield Said(f"{drill.title} ({drill.activity}), {day(drill.on)}: {yes(drill.passed, 'passed', 'not passed')} in "
                   f"{drill.minutes} of {drill.allowed} minutes, with {', '.join(drill.people) or 'nobody named'}.",
                   Tone.SIGNED if drill.passed else Tone.UNSIGNED)  # fmt: skip
        if drill.note:
            yield Prose(drill.note)
