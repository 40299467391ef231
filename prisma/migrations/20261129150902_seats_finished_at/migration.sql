-- DropIndex
DROP INDEX "match_seats_player_id_idx";

-- AlterTable
ALTER TABLE "match_seats" ADD COLUMN     "finished_at" TIMESTAMPTZ(3);

-- What is there already.
UPDATE "match_seats" SET "finished_at" = "matches"."finished_at" FROM "matches" WHERE "id" = "match_id" AND "status" = 'finished';

-- CreateIndex
CREATE INDEX "match_seats_player_id_finished_at_idx" ON "match_seats"("player_id", "finished_at" DESC);
