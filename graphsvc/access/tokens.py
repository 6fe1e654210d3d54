"""OIDC bearer tokens: signed by the issuer's published keys, for us, in date, naming a subject and a role.

References: RFC 7519 (JWT), RFC 8725 (best current practices), OpenID Connect Core 1.0.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from typing import Any

import jwt
from jwt import PyJWKClient, PyJWKClientConnectionError

from graphsvc.access.principal import Principal, Role
from graphsvc.errors import Forbidden, IssuerUnavailable, Unauthenticated, WrongUse
from graphsvc.settings import Settings

ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")  # asymmetric only, so that a public key is never taken for a secret
REQUIRED = ("exp", "sub", "aud", "iss")
LEEWAY_SECONDS = 30
FETCH_SECONDS = 5
KEYS_KEPT_SECONDS = 300
COOLDOWN_SECONDS = 10  # an unknown key id (a rotated key) asks the issuer again, but only so often


class Issuer:
    """One issuer whose tokens are accepted. Blocks while it fetches keys, so not for the event loop."""

    def __init__(self, issuer: str, audience: str, keys_url: str, role_claim: str, single_use: bool) -> None:
        self._issuer, self._audience, self._role_claim = issuer, audience, role_claim
        self._keys = PyJWKClient(
            keys_url, lifespan=KEYS_KEPT_SECONDS, timeout=FETCH_SECONDS, cooldown_duration=COOLDOWN_SECONDS
        )
        self._used = _Used() if single_use else None

    def check(self, token: str) -> Principal:
        """Whose token it is.

        Raises
        ------
        Unauthenticated
            Anything about the token is not as it must be.
        Forbidden
            It names none of our roles.
        IssuerUnavailable
            The issuer's keys cannot be fetched.
        """
        claims = self._verified(token)
        if not claims["sub"].strip():
            raise Unauthenticated("token-no-subject")
        if self._used is not None:
            self._used.once(str(claims["jti"]), float(claims["exp"]))
        return Principal(claims["sub"], _role(claims, self._role_claim), "token")

    def _verified(self, token: str) -> Mapping[str, Any]:
        required = [*REQUIRED, *(["jti"] if self._used is not None else [])]
        try:
            key = self._keys.get_signing_key_from_jwt(token)
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=ALGORITHMS,
                audience=self._audience,
                issuer=self._issuer,
                leeway=LEEWAY_SECONDS,
                options={"require": required},
            )
        except PyJWKClientConnectionError as error:
            raise IssuerUnavailable("issuer-silent") from error
        except (jwt.PyJWTError, ValueError, RecursionError) as error:
            raise Unauthenticated("token-refused", cause=_why(error)) from error
        return claims


def issuer_of(settings: Settings) -> Issuer | None:
    """The issuer that the settings name, if they do. WrongUse when they name it in part."""
    issuer, audience, keys_url = settings.oidc_issuer, settings.oidc_audience, settings.oidc_keys_url
    if issuer and audience and keys_url:
        return Issuer(issuer, audience, keys_url, settings.oidc_role_claim, settings.oidc_single_use)
    if issuer or audience or keys_url:
        raise WrongUse("oidc-together")
    return None


class _Used:
    """Ids of tokens that were used, until they expire. Each process has its own."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}
        self._lock = threading.Lock()

    def once(self, id: str, expires: float) -> None:
        now = time.time()
        with self._lock:
            self._until = {known: until for known, until in self._until.items() if until + LEEWAY_SECONDS > now}
            if id in self._until:
                raise Unauthenticated("token-used")
            self._until[id] = expires


def _role(claims: Mapping[str, Any], path: str) -> Role:
    """The role with the most rights of those that the claim names; `realm_access.roles` is a claim in a claim."""
    found: Any = claims
    for part in path.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    named = {found} if isinstance(found, str) else set(map(str, found if isinstance(found, list) else ()))
    for role in reversed(Role):
        if role in named:
            return role
    raise Forbidden("token-no-role", claim=path, roles=", ".join(Role))


def _why(error: Exception) -> str:
    """The kind of fault, without what the token holds."""
    return _WHY.get(type(error), "it cannot be verified")


_WHY: Mapping[type[Exception], str] = {
    jwt.ExpiredSignatureError: "it has expired",
    jwt.ImmatureSignatureError: "it is not valid yet",
    jwt.InvalidAudienceError: "it is meant for another service",
    jwt.InvalidIssuerError: "it comes from another issuer",
    jwt.MissingRequiredClaimError: "it lacks one of the claims exp, sub, aud, iss",
}
