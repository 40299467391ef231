-- DropIndex
DROP INDEX "rating_changes_player_id_created_at_idx";

-- DropIndex
DROP INDEX "ratings_game_mode_rating_player_id_idx";

-- AlterTable
ALTER TABLE "matches" ADD COLUMN     "place" BIGINT,
ADD COLUMN     "season" INTEGER,
ADD COLUMN     "void_reason" TEXT,
ADD COLUMN     "voided_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "parked" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "rating_changes" DROP COLUMN "created_at",
ADD COLUMN     "game" TEXT,
ADD COLUMN     "mode" TEXT,
ADD COLUMN     "place" BIGINT,
ADD COLUMN     "season" INTEGER;

-- AlterTable
ALTER TABLE "ratings" RENAME COLUMN "updated_at" TO "played_at";
ALTER TABLE "ratings" DROP CONSTRAINT "ratings_pkey",
ADD COLUMN     "season" INTEGER NOT NULL DEFAULT 1,
ALTER COLUMN "games" DROP DEFAULT,
ALTER COLUMN "wins" DROP DEFAULT,
ALTER COLUMN "draws" DROP DEFAULT,
ALTER COLUMN "losses" DROP DEFAULT,
ADD CONSTRAINT "ratings_pkey" PRIMARY KEY ("player_id", "game", "mode", "season");

-- CreateTable
CREATE TABLE "seasons" (
    "game" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3),

    CONSTRAINT "seasons_pkey" PRIMARY KEY ("game","number")
);

-- CreateTable
CREATE TABLE "ladders" (
    "game" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "season" INTEGER NOT NULL,
    "counted_to" BIGINT NOT NULL DEFAULT 0,
    "rebuilt_to" BIGINT,

    CONSTRAINT "ladders_pkey" PRIMARY KEY ("game","mode","season")
);

-- CreateTable
CREATE TABLE "rating_drafts" (
    "player_id" UUID NOT NULL,
    "game" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "season" INTEGER NOT NULL,
    "rating" DOUBLE PRECISION NOT NULL,
    "deviation" DOUBLE PRECISION NOT NULL,
    "volatility" DOUBLE PRECISION NOT NULL,
    "games" INTEGER NOT NULL,
    "wins" INTEGER NOT NULL,
    "draws" INTEGER NOT NULL,
    "losses" INTEGER NOT NULL,
    "played_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "rating_drafts_pkey" PRIMARY KEY ("player_id","game","mode","season")
);

-- CreateTable
CREATE TABLE "rating_change_drafts" (
    "match_id" UUID NOT NULL,
    "player_id" UUID NOT NULL,
    "game" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "season" INTEGER NOT NULL,
    "place" BIGINT NOT NULL,
    "before" DOUBLE PRECISION NOT NULL,
    "after" DOUBLE PRECISION NOT NULL,
    "deviation" DOUBLE PRECISION NOT NULL,
    "volatility" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "rating_change_drafts_pkey" PRIMARY KEY ("match_id","player_id")
);

-- The order of rated results. Not a column's default: a match gets its place when it is finished.
CREATE SEQUENCE "match_places";

-- Whatever was finished before belongs to its game's first season, in the order of its end.
ALTER TABLE "ratings" ALTER COLUMN "season" DROP DEFAULT;
INSERT INTO "seasons" ("game", "number", "starts_at")
  SELECT "game", 1, min("started_at") FROM "matches" WHERE "status" = 'finished' GROUP BY "game";
UPDATE "matches" SET "season" = 1 WHERE "status" = 'finished';
UPDATE "matches" SET "place" = "ordered"."place"
  FROM (SELECT "id", nextval('match_places') AS "place"
        FROM (SELECT "id" FROM "matches" WHERE "status" = 'finished' AND "rated" ORDER BY "finished_at", "id") AS "rated") AS "ordered"
  WHERE "matches"."id" = "ordered"."id";
INSERT INTO "ladders" ("game", "mode", "season", "counted_to")
  SELECT "game", "mode", 1, max("place") FROM "matches" WHERE "place" IS NOT NULL GROUP BY "game", "mode";
UPDATE "rating_changes" SET "game" = "matches"."game", "mode" = "matches"."mode", "season" = 1, "place" = "matches"."place"
  FROM "matches" WHERE "matches"."id" = "rating_changes"."match_id";
ALTER TABLE "rating_changes" ALTER COLUMN "game" SET NOT NULL, ALTER COLUMN "mode" SET NOT NULL,
  ALTER COLUMN "season" SET NOT NULL, ALTER COLUMN "place" SET NOT NULL;

-- CreateIndex
CREATE INDEX "rating_drafts_game_mode_season_idx" ON "rating_drafts"("game", "mode", "season");

-- CreateIndex
CREATE INDEX "rating_change_drafts_game_mode_season_idx" ON "rating_change_drafts"("game", "mode", "season");

-- CreateIndex
CREATE INDEX "matches_game_mode_season_place_idx" ON "matches"("game", "mode", "season", "place");

-- CreateIndex
CREATE INDEX "rating_changes_player_id_place_idx" ON "rating_changes"("player_id", "place" DESC);

-- CreateIndex
CREATE INDEX "rating_changes_game_mode_season_idx" ON "rating_changes"("game", "mode", "season");

-- CreateIndex
CREATE INDEX "ratings_game_mode_season_rating_player_id_idx" ON "ratings"("game", "mode", "season", "rating" DESC, "player_id");
