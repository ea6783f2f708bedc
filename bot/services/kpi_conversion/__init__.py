"""From a KPI to an objective in four steps: the objective, its key results, SMART, the tracking.

`held` are the fields of all pages by "name:tag"; the tag is "new" for what is about the objective,
"all" for what is about all key results, else the id of the KPI that a key result follows.
"""
