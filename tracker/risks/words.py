"""How likely and how bad, in words; the numbers only sort."""

LIKELIHOOD = {1: "Unlikely", 2: "Possible", 3: "Likely", 4: "Almost certain"}
IMPACT = {1: "A nuisance", 2: "It hurts", 3: "Serious", 4: "It could stop us"}
LIKELIHOOD_HELP = {1: "Not in the next years", 2: "It has happened to others", 3: "Within a year", 4: "It is happening"}
IMPACT_HELP = {
    1: "A morning lost", 2: "A week lost, or a customer", 3: "Many customers notice", 4: "Trust or business is gone",
}  # fmt: skip
CRITICAL, HIGH = 12, 6


def severity_of(likelihood: int, impact: int) -> str:
    """critical, high or warn, as flags are."""
    weight = likelihood * impact
    return "critical" if weight >= CRITICAL else "high" if weight >= HIGH else "warn"
