"""People write, change, hand over and delete goals in Slack.

Everything is stored as a draft as soon as its form is sent, not kept in the form: a form holds
3,000 characters, which five key results fill, and who closes it half way finds the draft again.
A draft counts nowhere, so nothing half written is ever shown as a goal.
"""
