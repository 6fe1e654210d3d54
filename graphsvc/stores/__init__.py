"""Graph stores behind one port; `open_store` is the only place that knows which there are."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from graphsvc.errors import WrongUse
from graphsvc.stores.port import Store
from schema.load import contract as bundled_contract
from schema.model import Contract

NEO4J_SCHEMES = tuple(f"{scheme}{security}" for scheme in ("neo4j", "bolt") for security in ("", "+s", "+ssc"))


def open_store(
    url: str, *, password: str | None = None, contract: Contract | None = None, patience: float = 5.0
) -> Store:
    """The store at an address: `sqlite:///relative.db`, `sqlite:////absolute.db`, `neo4j://user@host:7687/database`.

    Parameters
    ----------
    url : the address; what follows the third slash of sqlite:/// is a path
    password : for Neo4j, when the address has none
    contract : the one the data must follow; the bundled one unless given
    patience : seconds to wait for another writer, and for a server that is still starting

    Raises
    ------
    WrongUse
        An address of another form.
    StoreUnavailable, ContractMismatch
        The store is not there, refuses us, or was written under another contract.
    """
    rules = contract or bundled_contract()
    scheme = url.partition(":")[0]
    if scheme == "sqlite" and url.startswith("sqlite:///") and url != "sqlite:///":
        from graphsvc.stores.sqlite import SqliteStore

        return SqliteStore(Path(url.removeprefix("sqlite:///")), rules, patience)
    if scheme in NEO4J_SCHEMES and urlsplit(url).hostname:
        from graphsvc.stores.neo4j import Neo4jStore, address  # the driver takes 0.2 s to import

        return Neo4jStore(address(url, password), rules, patience)
    raise WrongUse("no-store-address", url=url.partition("@")[0].rpartition(":")[0] if "@" in url else url)
