"""Who works here, as the system knows them."""

from __future__ import annotations

import getpass


def user_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a number without a name
        return "未知用户"
