"""A key result of a team is split to people: drafts of their own goals, and their work KPIs."""
