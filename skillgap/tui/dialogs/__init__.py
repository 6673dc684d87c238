"""What opens over a screen to ask or tell one thing."""
