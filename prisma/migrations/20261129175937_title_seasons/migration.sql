-- CreateTable
CREATE TABLE "bests" (
    "player_id" UUID NOT NULL,
    "game" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "season" INTEGER NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "region" TEXT,

    CONSTRAINT "bests_pkey" PRIMARY KEY ("player_id","game","mode","season")
);

-- AddForeignKey
ALTER TABLE "bests" ADD CONSTRAINT "bests_player_id_fkey" FOREIGN KEY ("player_id") REFERENCES "players"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- What was there is of each title's first season.
INSERT INTO "seasons" ("game", "number", "starts_at")
  SELECT "game", 1, min("at") FROM "scores" WHERE "match_id" IS NULL GROUP BY "game" ON CONFLICT DO NOTHING;
INSERT INTO "bests" ("player_id", "game", "mode", "season", "score", "region")
  SELECT "player_id", "game", "mode", 1, max("score"), "region"
  FROM "scores" JOIN "players" ON "players"."id" = "player_id" WHERE "match_id" IS NULL
  GROUP BY "player_id", "game", "mode", "region";

-- Their boards have other names, and those of regions are new.
DELETE FROM "board_entries" WHERE starts_with("board", 'title/');
DELETE FROM "board_counts" WHERE starts_with("board", 'title/');
DELETE FROM "boards" WHERE starts_with("board", 'title/');
INSERT INTO "board_entries" ("board", "player_id", "score", "version")
  SELECT "names"."board", "player_id", "score", 1
  FROM "bests" JOIN "players" ON "players"."id" = "player_id"
    CROSS JOIN LATERAL (SELECT concat_ws('/', "game", "season", "mode") AS "title") AS "of"
    CROSS JOIN LATERAL (VALUES ('scores/' || "title"), ('scores@' || "bests"."region" || '/' || "title")) AS "names" ("board")
  WHERE NOT "bot" AND "deleted_at" IS NULL AND "names"."board" IS NOT NULL;
INSERT INTO "boards" ("board", "version", "players")
  SELECT "board", 1, count(*) FROM "board_entries" WHERE starts_with("board", 'scores') GROUP BY "board";
INSERT INTO "board_counts" ("board", "bits", "bucket", "players")
  SELECT "board", "bits", board_bucket("score", "bits"), count(*)
  FROM "board_entries", unnest('{12,20,28}'::integer[]) AS "bits" WHERE starts_with("board", 'scores') GROUP BY 1, 2, 3;
