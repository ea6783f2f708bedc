"""What a person's key results and KPIs come to in a cycle, by the shares of their role."""
