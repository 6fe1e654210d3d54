"""Bearer tokens: what is accepted, and every way in which one may be wrong. The issuer is a small server of ours."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from graphsvc.access import tokens
from graphsvc.access.principal import Principal, Role
from graphsvc.access.tokens import Issuer, issuer_of
from graphsvc.errors import Forbidden, IssuerUnavailable, Unauthenticated, WrongUse
from graphsvc.settings import Settings
from tests.issuing import FIRST, SECOND, STRANGER, THEM, US, Published, claims, publishing, signed


@pytest.fixture
def published() -> Published:
    return Published()


@pytest.fixture
def url(published: Published) -> Iterator[str]:
    with publishing(published) as url:
        yield url


@pytest.fixture
def issuer(url: str, monkeypatch: pytest.MonkeyPatch) -> Issuer:
    monkeypatch.setattr(tokens, "COOLDOWN_SECONDS", 0)
    return Issuer(THEM, US, url, "roles", single_use=False)


def by_hand(header: Mapping[str, Any], content: Mapping[str, Any], signature: bytes = b"") -> str:
    """A token that no honest library makes."""
    parts = (json.dumps(header).encode(), json.dumps(content).encode(), signature)
    return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts)


def confused(content: Mapping[str, Any]) -> str:
    """HS256 with the issuer's public key as the secret."""
    import hashlib
    import hmac

    public = FIRST.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    unsigned = by_hand({"alg": "HS256", "typ": "JWT", "kid": "first"}, content).rpartition(".")[0]
    signature = hmac.new(public, unsigned.encode(), hashlib.sha256).digest()
    return f"{unsigned}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


def tampered(token: str) -> str:
    header, _, signature = token.split(".")
    content = base64.urlsafe_b64encode(json.dumps(claims(roles=["admin"])).encode()).rstrip(b"=").decode()
    return f"{header}.{content}.{signature}"


def test_a_good_token_names_its_subject_and_role(issuer: Issuer) -> None:
    assert issuer.check(signed(claims())) == Principal("li", Role.ANALYST, "token")


WRONG: Mapping[str, Callable[[], str]] = {
    "expired": lambda: signed(claims(exp=int(time.time()) - 60)),
    "not yet valid": lambda: signed(claims(nbf=int(time.time()) + 3600)),
    "issued in the future": lambda: signed(claims(iat=int(time.time()) + 3600)),
    "for another service": lambda: signed(claims(aud="payroll")),
    "from another issuer": lambda: signed(claims(iss="https://elsewhere.example")),
    "without expiry": lambda: signed(claims(exp=None)),
    "without subject": lambda: signed(claims(sub=None)),
    "with an empty subject": lambda: signed(claims(sub=" ")),
    "with a subject that is no text": lambda: by_hand({"alg": "RS256", "kid": "first"}, claims(sub=7)),
    "without audience": lambda: signed(claims(aud=None)),
    "without issuer": lambda: signed(claims(iss=None)),
    "unsigned (alg none)": lambda: by_hand({"alg": "none", "typ": "JWT", "kid": "first"}, claims()),
    "HS256 with the public key as secret": lambda: confused(claims()),
    "signed by a stranger": lambda: signed(claims(), STRANGER),
    "of an unknown key": lambda: signed(claims(), STRANGER, id="third"),
    "without a key id": lambda: signed(claims(), id=None),
    "changed after it was signed": lambda: tampered(signed(claims())),
    "truncated": lambda: signed(claims())[:-20],
    "garbage": lambda: "not.a.token",
    "nested JSON": lambda: f"{base64.urlsafe_b64encode(b'[' * 100_000).decode()}.e30.e30",
    "binary": lambda: "\x00\xff",
}


@pytest.mark.parametrize("fault", WRONG)
def test_a_token_with_a_fault_is_nobodys(issuer: Issuer, fault: str) -> None:
    with pytest.raises(Unauthenticated):
        issuer.check(WRONG[fault]())


def test_a_rotated_key_is_fetched_and_the_old_one_is_dropped_with_it(issuer: Issuer, published: Published) -> None:
    old = signed(claims())
    issuer.check(old)
    published.keys = {"second": SECOND}

    assert issuer.check(signed(claims(), SECOND, id="second")).name == "li"
    with pytest.raises(Unauthenticated):
        issuer.check(old)


def test_tokens_with_invented_key_ids_do_not_turn_us_on_the_issuer(url: str, published: Published) -> None:
    issuer = Issuer(THEM, US, url, "roles", single_use=False)

    for n in range(20):
        with pytest.raises(Unauthenticated):
            issuer.check(signed(claims(), STRANGER, id=f"invented-{n}"))

    assert published.asked <= 2


def test_a_token_for_single_use_is_refused_when_it_comes_again(url: str) -> None:
    issuer = Issuer(THEM, US, url, "roles", single_use=True)
    token = signed(claims(jti="1"))

    assert issuer.check(token).name == "li"
    with pytest.raises(Unauthenticated, match="used before"):
        issuer.check(token)
    assert issuer.check(signed(claims(jti="2"))).name == "li"
    with pytest.raises(Unauthenticated):
        issuer.check(signed(claims()))  # no jti to tell it by


def test_an_issuer_that_cannot_be_reached_is_not_the_askers_fault() -> None:
    issuer = Issuer(THEM, US, "http://127.0.0.1:9/keys", "roles", single_use=False)

    with pytest.raises(IssuerUnavailable):
        issuer.check(signed(claims()))


@pytest.mark.parametrize(
    ("claim", "path", "role"),
    [
        ({"roles": "official"}, "roles", Role.OFFICIAL),
        ({"roles": ["official", "admin", "cook"]}, "roles", Role.ADMIN),
        ({"roles": None, "realm_access": {"roles": ["planner"]}}, "realm_access.roles", Role.PLANNER),
    ],
)
def test_of_several_roles_the_one_with_the_most_rights_counts(
    url: str, claim: dict[str, Any], path: str, role: Role
) -> None:
    assert Issuer(THEM, US, url, path, single_use=False).check(signed(claims(**claim))).role is role


@pytest.mark.parametrize("roles", [None, "cook", [], {"admin": True}, "realm"])
def test_a_token_without_a_role_of_ours_is_known_but_has_no_rights(issuer: Issuer, roles: object) -> None:
    with pytest.raises(Forbidden, match="no role"):
        issuer.check(signed(claims(roles=roles)))


def test_an_issuer_named_in_part_is_a_mistake() -> None:
    with pytest.raises(WrongUse, match="belong together"):
        issuer_of(Settings(oidc_issuer=THEM))
    assert issuer_of(Settings()) is None
