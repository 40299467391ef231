-- DropIndex
DROP INDEX "ratings_game_mode_season_rating_player_id_idx";

-- DropIndex
DROP INDEX "achievement_progress_points_idx";

-- AlterTable
ALTER TABLE "ratings" ADD COLUMN     "region" TEXT;

-- CreateTable
CREATE TABLE "boards" (
    "board" TEXT NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "version" BIGINT NOT NULL DEFAULT 0,
    "players" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "boards_pkey" PRIMARY KEY ("board")
);

-- CreateTable
CREATE TABLE "board_entries" (
    "board" TEXT NOT NULL,
    "player_id" UUID NOT NULL,
    "score" DOUBLE PRECISION,
    "version" BIGINT NOT NULL,

    CONSTRAINT "board_entries_pkey" PRIMARY KEY ("player_id","board")
);

-- CreateTable
CREATE TABLE "board_counts" (
    "board" TEXT NOT NULL,
    "bits" SMALLINT NOT NULL,
    "bucket" BIGINT NOT NULL,
    "players" INTEGER NOT NULL,

    CONSTRAINT "board_counts_pkey" PRIMARY KEY ("board","bits","bucket")
);

-- CreateTable
CREATE TABLE "told_ranks" (
    "player_id" UUID NOT NULL,
    "board" TEXT NOT NULL,
    "rank" INTEGER NOT NULL,

    CONSTRAINT "told_ranks_pkey" PRIMARY KEY ("player_id","board")
);

-- CreateIndex
CREATE UNIQUE INDEX "boards_id_key" ON "boards"("id");

-- CreateIndex
CREATE INDEX "board_entries_board_score_player_id_idx" ON "board_entries"("board", "score" DESC, "player_id");

-- CreateIndex
CREATE INDEX "board_entries_board_version_idx" ON "board_entries"("board", "version");

-- CreateIndex
CREATE INDEX "matches_finished_at_id_idx" ON "matches"("finished_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "ratings_game_mode_season_idx" ON "ratings"("game", "mode", "season");

-- CreateIndex
CREATE INDEX "scores_at_id_player_id_idx" ON "scores"("at" DESC, "id" DESC, "player_id");

-- CreateIndex
CREATE INDEX "unlocks_unlocked_at_player_id_achievement_idx" ON "unlocks"("unlocked_at" DESC, "player_id", "achievement");

-- AddForeignKey
ALTER TABLE "told_ranks" ADD CONSTRAINT "told_ranks_player_id_fkey" FOREIGN KEY ("player_id") REFERENCES "players"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The first so many bits of a score, in the order of scores: a double's bits are in that order, once those of a negative one
-- are turned round. Zero has one form.
CREATE FUNCTION "board_bucket"("score" double precision, "bits" integer) RETURNS bigint
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  RETURN (CASE WHEN ('x' || encode(float8send("score" + 0), 'hex'))::bit(64)::bigint < 0
               THEN ('x' || encode(float8send("score" + 0), 'hex'))::bit(64)::bigint # 9223372036854775807
               ELSE ('x' || encode(float8send("score" + 0), 'hex'))::bit(64)::bigint END) >> (64 - "bits");

-- What is there already, as src/services/boards would have placed it.
INSERT INTO "board_entries" ("board", "player_id", "score", "version")
  SELECT concat_ws('/', 'ladder', "game", "mode", "season"), "player_id", "rating", 1
  FROM "ratings" JOIN "players" ON "players"."id" = "player_id" WHERE NOT "bot" AND "deleted_at" IS NULL
  UNION ALL SELECT 'achievements', "player_id", "points", 1
  FROM "achievement_progress" JOIN "players" ON "players"."id" = "player_id" WHERE "points" > 0 AND "deleted_at" IS NULL
  UNION ALL SELECT concat_ws('/', 'title', "game", "mode"), "player_id", max("score"), 1
  FROM "scores" JOIN "players" ON "players"."id" = "player_id" WHERE "match_id" IS NULL AND "deleted_at" IS NULL
  GROUP BY "game", "mode", "player_id";
INSERT INTO "boards" ("board", "version", "players")
  SELECT "board", 1, count(*) FROM "board_entries" GROUP BY "board";
INSERT INTO "board_counts" ("board", "bits", "bucket", "players")
  SELECT "board", "bits", board_bucket("score", "bits"), count(*)
  FROM "board_entries", unnest('{12,20,28}'::integer[]) AS "bits" GROUP BY 1, 2, 3;
