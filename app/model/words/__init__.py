"""The narratives: what they read like, and how they are edited."""
