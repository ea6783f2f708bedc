"""Installing the app with OAuth v2: consent, codes, tokens."""
