"""Goals as a calendar file: a day of the calendar for each open goal that has a due date."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from skillgap import __version__
from skillgap.errors import DataError, Diagnostic
from skillgap.labels import strip_control_chars
from skillgap.labels.goals import goal_words
from skillgap.model.goals import find_criterion
from skillgap.model.matrix import Matrix
from skillgap.model.profile import Profile


def calendar_text(profile: Profile, roles: Sequence[Matrix], made: datetime.datetime) -> str:
    """The profile's open goals with a due date as an iCalendar file (RFC 5545), lines ended by CR LF.

    ``made`` is when it is made, with its time zone. A goal keeps its identity, so that importing it again
    moves it. A goal whose criterion none of the ``roles`` has is named by the criterion's id. Raises DataError
    where the package icalendar is not installed.
    """
    try:
        from icalendar import Calendar, Event  # an extra, and as heavy as the rest of the command
    except ImportError as error:
        message = "writing a calendar needs the package icalendar"
        raise DataError(Diagnostic(message, hint="install it with: pip install 'skillgap[calendar]'")) from error
    calendar = Calendar()
    calendar.add("prodid", f"-//skillgap//skillgap {__version__}//EN")
    calendar.add("version", "2.0")
    for goal in profile.goals:
        if goal.status != "open" or goal.due is None:
            continue
        event = Event()
        event.add("uid", f"{goal.id}/{profile.id}@skillgap")
        event.add("dtstamp", made)
        # An event and not a task, which many calendars leave out; it takes a whole day and blocks none of it.
        event.add("dtstart", goal.due)
        event.add("transp", "TRANSPARENT")
        role, _ = find_criterion(roles, goal.criterion) or (None, None)
        event.add("summary", strip_control_chars(goal_words(role, replace(goal, due=None))))
        if goal.action:
            event.add("description", strip_control_chars(goal.action, lines=True))
        calendar.add_component(event)
    text: str = calendar.to_ical().decode()
    return text
