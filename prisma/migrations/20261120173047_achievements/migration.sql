-- CreateEnum
CREATE TYPE "TitleScope" AS ENUM ('achievements', 'scores', 'unlocks');

-- CreateEnum
CREATE TYPE "Tier" AS ENUM ('bronze', 'silver', 'gold');

-- CreateTable
CREATE TABLE "titles" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "full_score" DOUBLE PRECISION NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "titles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "title_keys" (
    "id" UUID NOT NULL,
    "title_id" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "scopes" "TitleScope"[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "title_keys_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "title_achievements" (
    "title_id" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "tier" "Tier" NOT NULL,
    "points" INTEGER NOT NULL,
    "hidden" BOOLEAN NOT NULL,

    CONSTRAINT "title_achievements_pkey" PRIMARY KEY ("title_id","id")
);

-- CreateTable
CREATE TABLE "scores" (
    "player_id" UUID NOT NULL,
    "game" TEXT NOT NULL,
    "id" UUID NOT NULL,
    "mode" TEXT NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "points" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "match_id" UUID,
    "feats" JSONB NOT NULL,

    CONSTRAINT "scores_pkey" PRIMARY KEY ("player_id","game","id")
);

-- CreateTable
CREATE TABLE "achievement_progress" (
    "player_id" UUID NOT NULL,
    "counters" JSONB NOT NULL DEFAULT '{}',
    "last_at" TIMESTAMPTZ(3),
    "last_id" UUID,
    "points" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "achievement_progress_pkey" PRIMARY KEY ("player_id")
);

-- CreateTable
CREATE TABLE "unlocks" (
    "player_id" UUID NOT NULL,
    "achievement" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "unlocked_at" TIMESTAMPTZ(3) NOT NULL,
    "match_id" UUID,

    CONSTRAINT "unlocks_pkey" PRIMARY KEY ("player_id","achievement")
);

-- CreateIndex
CREATE UNIQUE INDEX "title_keys_hash_key" ON "title_keys"("hash");

-- CreateIndex
CREATE INDEX "title_keys_title_id_idx" ON "title_keys"("title_id");

-- CreateIndex
CREATE INDEX "scores_player_id_at_id_idx" ON "scores"("player_id", "at" DESC, "id");

-- CreateIndex
CREATE INDEX "scores_game_player_id_idx" ON "scores"("game", "player_id");

-- CreateIndex
CREATE INDEX "scores_match_id_idx" ON "scores"("match_id");

-- CreateIndex
CREATE INDEX "achievement_progress_points_idx" ON "achievement_progress"("points" DESC);

-- CreateIndex
CREATE INDEX "unlocks_achievement_idx" ON "unlocks"("achievement");

-- CreateIndex
CREATE INDEX "unlocks_match_id_idx" ON "unlocks"("match_id");

-- AddForeignKey
ALTER TABLE "title_keys" ADD CONSTRAINT "title_keys_title_id_fkey" FOREIGN KEY ("title_id") REFERENCES "titles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "title_achievements" ADD CONSTRAINT "title_achievements_title_id_fkey" FOREIGN KEY ("title_id") REFERENCES "titles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scores" ADD CONSTRAINT "scores_player_id_fkey" FOREIGN KEY ("player_id") REFERENCES "players"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "scores" ADD CONSTRAINT "scores_match_id_fkey" FOREIGN KEY ("match_id") REFERENCES "matches"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "achievement_progress" ADD CONSTRAINT "achievement_progress_player_id_fkey" FOREIGN KEY ("player_id") REFERENCES "players"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unlocks" ADD CONSTRAINT "unlocks_player_id_fkey" FOREIGN KEY ("player_id") REFERENCES "players"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unlocks" ADD CONSTRAINT "unlocks_match_id_fkey" FOREIGN KEY ("match_id") REFERENCES "matches"("id") ON DELETE CASCADE ON UPDATE CASCADE;
