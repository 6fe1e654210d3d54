"""Settings: one frozen object, read from the environment (GRAPHSVC_…) once and passed in. See docs/settings.md."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator may choose. A field `x` is the variable GRAPHSVC_X."""

    model_config = SettingsConfigDict(env_prefix="GRAPHSVC_", frozen=True, extra="ignore")

    store: str = "sqlite:///var/graph.db"  # or neo4j://user@host:7687/database
    store_password: SecretStr | None = None
    store_password_file: Path | None = None  # its text is the password, or neo4j/PASSWORD as compose secrets have it
    store_wait_seconds: float = Field(default=5.0, ge=0)  # for a server that starts, or another writer
    cache_dir: Path = Path("var/cache")  # projections, keyed by store, revision and policy
    language: Literal["en", "zh"] = "en"
    cut_seconds: float = Field(default=60.0, gt=0)  # a search for cut sets then says what is proven
    keeps_seconds: float = Field(default=20.0, gt=0)  # to say what is kept; then the rest is unknown
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)  # 0 = any free one
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    demo: bool = False  # whoever is on this machine may ask without a key; only on a loopback address
    keys: Path = Path("var/keys.db")  # API keys, as digests
    oidc_issuer: str | None = None  # with audience and keys_url: bearer tokens of this issuer are accepted
    oidc_audience: str | None = None
    oidc_keys_url: str | None = None  # its JSON Web Key Set
    oidc_role_claim: str = "roles"  # dots lead into claims: realm_access.roles
    oidc_single_use: bool = False  # each token (by its jti) once
    cost_per_minute: int = Field(default=60_000, ge=1)  # of one key or subject; a question costs about 100
    answer_seconds: float = Field(default=90.0, gt=0)  # more than cut_seconds and keeps_seconds together
    get: Literal["persisted", "all"] = "persisted"  # which documents GET may name
    trusted_documents: Path | None = None  # a manifest, as code generators write it
    only_trusted: bool = False  # refuse every document that the manifest does not hold
