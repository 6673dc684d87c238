"""Several assessments in one view: people, dates, roles, and the versions of one role."""

from skillgap.comparison.attribution import Attribution, Part, attribute

__all__ = ["Attribution", "Part", "attribute"]
