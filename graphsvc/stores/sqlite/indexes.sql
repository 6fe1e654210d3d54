-- Made at the end of a run, so that the first load fills bare tables. Later runs find them in place.
CREATE UNIQUE INDEX IF NOT EXISTS node_version ON node (type, claim, added_in);
CREATE INDEX IF NOT EXISTS node_entity ON node (entity);
CREATE INDEX IF NOT EXISTS node_added ON node (added_in);
CREATE INDEX IF NOT EXISTS node_dropped ON node (dropped_in) WHERE dropped_in IS NOT NULL;
CREATE UNIQUE INDEX IF NOT EXISTS relationship_version ON relationship (type, claim, added_in);
CREATE INDEX IF NOT EXISTS relationship_from ON relationship (from_entity);
CREATE INDEX IF NOT EXISTS relationship_to ON relationship (to_entity);
CREATE INDEX IF NOT EXISTS relationship_added ON relationship (added_in);
CREATE INDEX IF NOT EXISTS relationship_dropped ON relationship (dropped_in) WHERE dropped_in IS NOT NULL;
