"""Where the tracker is served, for links in what no request asked for."""

from django.conf import settings


class UnknownAddress(ValueError):
    """Nothing says where the tracker is served; the message says what to set."""


def tracker_address(given: str = "") -> str:
    """Such as ``https://tracker.example``: as given, else TRACKER_ADDRESS, else the first host it answers to.

    Raises UnknownAddress with a sentence.
    """
    given = given or settings.TRACKER_ADDRESS
    if given:
        if not given.startswith(("http://", "https://")):
            raise UnknownAddress(
                f"The address '{given}' must begin with https://, such as https://tracker.example."
            )
        return given.rstrip("/")
    host = settings.ALLOWED_HOSTS[0] if settings.ALLOWED_HOSTS else ""
    if settings.SECURE_SSL_REDIRECT:
        if not host or host.startswith("."):
            raise UnknownAddress(
                "Say where the tracker is served: set TRACKER_ADDRESS, or give --address, "
                "such as https://tracker.example."
            )
        return f"https://{host}"
    return f"http://{host or '127.0.0.1'}:8000"
