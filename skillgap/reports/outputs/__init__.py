"""The JSON outputs: one frozen dataclass each, from which its data, its columns and its JSON Schema are derived.

To add a field, declare it with its type and description in the class, and give it its value where the class is made.
"""
