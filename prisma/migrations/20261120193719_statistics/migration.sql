-- CreateEnum
CREATE TYPE "MatchResult" AS ENUM ('win', 'draw', 'loss');

-- CreateTable
CREATE TABLE "player_results" (
    "player_id" UUID NOT NULL,
    "match_id" UUID NOT NULL,
    "game" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "result" "MatchResult" NOT NULL,
    "seconds" INTEGER NOT NULL,
    "points" INTEGER NOT NULL,

    CONSTRAINT "player_results_pkey" PRIMARY KEY ("player_id","match_id")
);

-- CreateTable
CREATE TABLE "player_days" (
    "player_id" UUID NOT NULL,
    "game" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "matches" INTEGER NOT NULL,
    "wins" INTEGER NOT NULL,
    "draws" INTEGER NOT NULL,
    "losses" INTEGER NOT NULL,
    "seconds" INTEGER NOT NULL,
    "points" INTEGER NOT NULL,
    "leading" INTEGER NOT NULL,
    "trailing" INTEGER NOT NULL,
    "longest" INTEGER NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "last_id" UUID NOT NULL,

    CONSTRAINT "player_days_pkey" PRIMARY KEY ("player_id","game","mode","day")
);

-- CreateTable
CREATE TABLE "player_statistics" (
    "player_id" UUID NOT NULL,
    "game" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "first_day" DATE NOT NULL,
    "matches" INTEGER NOT NULL,
    "wins" INTEGER NOT NULL,
    "draws" INTEGER NOT NULL,
    "losses" INTEGER NOT NULL,
    "seconds" INTEGER NOT NULL,
    "points" INTEGER NOT NULL,
    "leading" INTEGER NOT NULL,
    "trailing" INTEGER NOT NULL,
    "longest" INTEGER NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,
    "last_id" UUID NOT NULL,

    CONSTRAINT "player_statistics_pkey" PRIMARY KEY ("player_id","game","mode")
);

-- CreateTable
CREATE TABLE "game_days" (
    "day" DATE NOT NULL,
    "game" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "shard" SMALLINT NOT NULL,
    "matches" INTEGER NOT NULL,
    "seats" INTEGER NOT NULL,
    "seconds" INTEGER NOT NULL,

    CONSTRAINT "game_days_pkey" PRIMARY KEY ("day","game","mode","shard")
);

-- CreateTable
CREATE TABLE "queue_days" (
    "day" DATE NOT NULL,
    "game" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "queued" INTEGER NOT NULL DEFAULT 0,
    "matched" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "queue_days_pkey" PRIMARY KEY ("day","game","mode")
);

-- CreateTable
CREATE TABLE "statistics_rebuilds" (
    "id" INTEGER NOT NULL,
    "player_id" UUID,
    "day" DATE,

    CONSTRAINT "statistics_rebuilds_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "player_results_player_id_at_match_id_idx" ON "player_results"("player_id", "at" DESC, "match_id" DESC);

-- CreateIndex
CREATE INDEX "player_results_match_id_idx" ON "player_results"("match_id");

-- CreateIndex
CREATE INDEX "player_days_game_day_idx" ON "player_days"("game", "day");

-- CreateIndex
CREATE INDEX "player_statistics_game_first_day_idx" ON "player_statistics"("game", "first_day");

-- CreateIndex
CREATE INDEX "matches_status_finished_at_idx" ON "matches"("status", "finished_at" DESC);

-- AddForeignKey
ALTER TABLE "player_results" ADD CONSTRAINT "player_results_player_id_fkey" FOREIGN KEY ("player_id") REFERENCES "players"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "player_results" ADD CONSTRAINT "player_results_match_id_fkey" FOREIGN KEY ("match_id") REFERENCES "matches"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "player_days" ADD CONSTRAINT "player_days_player_id_fkey" FOREIGN KEY ("player_id") REFERENCES "players"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "player_statistics" ADD CONSTRAINT "player_statistics_player_id_fkey" FOREIGN KEY ("player_id") REFERENCES "players"("id") ON DELETE CASCADE ON UPDATE CASCADE;
