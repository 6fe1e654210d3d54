-- Versions are only ever added or marked as dropped. Nothing is deleted.
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE run (
    number INTEGER PRIMARY KEY,
    time TEXT NOT NULL,
    dataset TEXT NOT NULL,
    kind TEXT NOT NULL,
    undoes INTEGER REFERENCES run (number),
    counts TEXT NOT NULL
);

-- A number for each node id ever seen: both tables refer to nodes by it.
CREATE TABLE entity (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);

CREATE TABLE node (
    number INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    claim TEXT NOT NULL,
    added_in INTEGER NOT NULL,
    dropped_in INTEGER,
    entity INTEGER NOT NULL REFERENCES entity (number),
    dataset TEXT NOT NULL,
    content TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    properties TEXT NOT NULL,
    name_key TEXT NOT NULL
);

CREATE TABLE relationship (
    number INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    claim TEXT NOT NULL,
    added_in INTEGER NOT NULL,
    dropped_in INTEGER,
    from_entity INTEGER NOT NULL REFERENCES entity (number),
    to_entity INTEGER NOT NULL REFERENCES entity (number),
    dataset TEXT NOT NULL,
    content TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    properties TEXT NOT NULL
);
