"""The only reader and writer of users' files: strict in, durable out."""

from skillgap.store.documents import (
    Entry,
    ProfileFile,
    changed_text,
    check_against,
    check_changeable,
    create_profile,
    matrix_problems,
    matrix_warnings,
    profile_problems,
    read_matrix,
    read_only_reason,
    read_profile,
    save_copy,
    save_profile,
)
from skillgap.store.library import Library, locate
from skillgap.store.matrices import Matrices

__all__ = [
    "Entry",
    "Library",
    "Matrices",
    "ProfileFile",
    "changed_text",
    "check_against",
    "check_changeable",
    "create_profile",
    "locate",
    "matrix_problems",
    "matrix_warnings",
    "profile_problems",
    "read_matrix",
    "read_only_reason",
    "read_profile",
    "save_copy",
    "save_profile",
]
