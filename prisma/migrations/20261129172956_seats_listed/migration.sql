-- DropIndex
DROP INDEX "match_seats_player_id_idx";

-- AlterTable
ALTER TABLE "match_seats" ADD COLUMN     "listed_game" TEXT,
ADD COLUMN     "listed_at" TIMESTAMPTZ(3);

-- What is there already.
UPDATE "match_seats" SET "listed_game" = "matches"."game", "listed_at" = "matches"."started_at" FROM "matches"
WHERE "id" = "match_id" AND NOT EXISTS (
  SELECT FROM "match_seats" AS "earlier"
  WHERE "earlier"."match_id" = "match_seats"."match_id" AND "earlier"."player_id" = "match_seats"."player_id"
    AND "earlier"."seat" < "match_seats"."seat");

-- CreateIndex
CREATE INDEX "match_seats_player_id_listed_at_match_id_idx" ON "match_seats"("player_id", "listed_at" DESC, "match_id" DESC);

-- CreateIndex
CREATE INDEX "match_seats_player_id_listed_game_listed_at_match_id_idx" ON "match_seats"("player_id", "listed_game", "listed_at" DESC, "match_id" DESC);
