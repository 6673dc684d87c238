"""The screens: home, the questions, the results. They answer keys; only the application saves."""
