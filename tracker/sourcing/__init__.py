"""Who should do an activity: the decision aid, its signature, and scorecards of providers."""
