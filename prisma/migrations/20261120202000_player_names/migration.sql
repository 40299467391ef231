-- Players by how their names begin, whatever the database's collation (services/moderation.ts).
CREATE INDEX "players_name_search_idx" ON "players" ((lower("name")) text_pattern_ops, "id") WHERE "deleted_at" IS NULL;
