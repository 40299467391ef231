-- CreateEnum
CREATE TYPE "CaseStatus" AS ENUM ('open', 'closed');

-- CreateEnum
CREATE TYPE "CaseVerdict" AS ENUM ('cheated', 'clean', 'unclear');

-- AlterTable
ALTER TABLE "match_seats" ADD COLUMN     "refusals" JSONB;

-- CreateTable
CREATE TABLE "cases" (
    "id" SERIAL NOT NULL,
    "match_id" UUID NOT NULL,
    "player_id" UUID NOT NULL,
    "seat" SMALLINT NOT NULL,
    "detector" TEXT NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "summary" TEXT NOT NULL,
    "evidence" JSONB NOT NULL,
    "status" "CaseStatus" NOT NULL DEFAULT 'open',
    "verdict" "CaseVerdict",
    "note" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "cases_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "cases_status_score_idx" ON "cases"("status", "score" DESC);

-- CreateIndex
CREATE INDEX "cases_player_id_idx" ON "cases"("player_id");

-- CreateIndex
CREATE UNIQUE INDEX "cases_match_id_player_id_detector_key" ON "cases"("match_id", "player_id", "detector");

-- AddForeignKey
ALTER TABLE "cases" ADD CONSTRAINT "cases_match_id_fkey" FOREIGN KEY ("match_id") REFERENCES "matches"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "cases" ADD CONSTRAINT "cases_player_id_fkey" FOREIGN KEY ("player_id") REFERENCES "players"("id") ON DELETE CASCADE ON UPDATE CASCADE;
