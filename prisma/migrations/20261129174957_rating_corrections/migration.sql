-- Rebuilds that are under way begin anew.
UPDATE "ladders" SET "rebuilt_to" = 0 WHERE "rebuilt_to" IS NOT NULL;
DELETE FROM "rating_drafts";

-- DropTable
DROP TABLE "rating_change_drafts";

-- CreateTable
CREATE TABLE "rating_corrections" (
    "match_id" UUID NOT NULL,
    "player_id" UUID NOT NULL,
    "game" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "season" INTEGER NOT NULL,
    "place" BIGINT NOT NULL,
    "before" DOUBLE PRECISION,
    "after" DOUBLE PRECISION,
    "deviation" DOUBLE PRECISION,
    "volatility" DOUBLE PRECISION,

    CONSTRAINT "rating_corrections_pkey" PRIMARY KEY ("match_id","player_id")
);

-- CreateIndex
CREATE INDEX "rating_corrections_game_mode_season_idx" ON "rating_corrections"("game", "mode", "season");
