"""okrbot: OKRs and KPIs in Slack, in English and Vietnamese."""
