-- AlterTable
ALTER TABLE "match_seats" ADD COLUMN     "game" TEXT,
ADD COLUMN     "started_at" TIMESTAMPTZ(3);

-- What is there already.
UPDATE "match_seats" SET "game" = "matches"."game", "started_at" = "matches"."started_at" FROM "matches"
WHERE "id" = "match_id" AND NOT EXISTS (
  SELECT FROM "match_seats" AS "earlier"
  WHERE "earlier"."match_id" = "match_seats"."match_id" AND "earlier"."player_id" = "match_seats"."player_id"
    AND "earlier"."seat" < "match_seats"."seat");

-- CreateIndex
CREATE INDEX "match_seats_player_id_started_at_match_id_idx" ON "match_seats"("player_id", "started_at" DESC, "match_id" DESC);

-- CreateIndex
CREATE INDEX "match_seats_player_id_game_started_at_match_id_idx" ON "match_seats"("player_id", "game", "started_at" DESC, "match_id" DESC);
