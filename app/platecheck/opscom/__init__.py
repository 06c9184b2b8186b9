"""The platform's API as a typed async client; what it sends back becomes our facts or our errors here.

The only door is this module. Loads neither httpx nor pydantic until something is sent.
"""

from __future__ import annotations

from platecheck.opscom.client import Access, OpscomClient, make_http
from platecheck.opscom.lots import LotsAnswer
from platecheck.opscom.users import UserType, UserTypesAnswer
from platecheck.opscom.validation import PlateAnswer

__all__ = ["Access", "LotsAnswer", "OpscomClient", "PlateAnswer", "UserType", "UserTypesAnswer", "make_http"]
