"""Several assessments in one view: people, dates, roles, and the versions of one role."""
