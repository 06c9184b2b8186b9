"""The settings screen: a file a section, the form's state, and the acts on it."""
