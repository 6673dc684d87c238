"""What can be done with a workspace: each flow opens its screens, answers their requests, and saves."""
