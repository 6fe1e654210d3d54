"""A token issuer for tests: a small server that publishes keys, and tokens signed with them or with others."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

US, THEM = "graphsvc", "https://issuer.example"
FIRST, SECOND, STRANGER = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(3))


class Published:
    """The keys that the issuer publishes now, and how often it was asked."""

    def __init__(self) -> None:
        self.keys: dict[str, rsa.RSAPrivateKey] = {"first": FIRST}
        self.asked = 0

    def document(self) -> bytes:
        self.asked += 1
        found = [
            json.loads(RSAAlgorithm.to_jwk(key.public_key())) | {"kid": id, "use": "sig", "alg": "RS256"}
            for id, key in self.keys.items()
        ]
        return json.dumps({"keys": found}).encode()


@contextmanager
def publishing(published: Published) -> Iterator[str]:
    """The address at which the keys are published meanwhile."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(published.document())

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/keys"
        server.shutdown()
        thread.join()


def claims(**other: Any) -> dict[str, Any]:
    now = int(time.time())
    good = {"iss": THEM, "aud": US, "sub": "li", "iat": now, "exp": now + 300, "roles": ["analyst"]}
    return {name: value for name, value in (good | other).items() if value is not None}


def signed(content: Mapping[str, Any], key: Any = FIRST, algorithm: str = "RS256", id: str | None = "first") -> str:
    return jwt.encode(dict(content), key, algorithm, headers={"kid": id} if id else None)
