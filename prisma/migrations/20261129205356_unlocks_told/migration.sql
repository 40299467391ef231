-- AlterTable
ALTER TABLE "unlocks" ADD COLUMN     "told" BOOLEAN NOT NULL DEFAULT true;

-- What the step `notify` still owes.
UPDATE "unlocks" SET "told" = false
WHERE "match_id" IN (SELECT "match_id" FROM "outbox")
  AND NOT EXISTS (SELECT FROM "applied" WHERE "consumer" = 'notify' AND "applied"."match_id" = "unlocks"."match_id");
