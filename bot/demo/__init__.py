"""The bot with a sandbox and a sample company: to be tried in a browser, or played by itself."""
