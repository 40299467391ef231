-- AlterTable
ALTER TABLE "matches" ADD COLUMN     "private" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "match_links" (
    "id" TEXT NOT NULL,
    "match_id" UUID NOT NULL,
    "player_id" UUID NOT NULL,
    "t" INTEGER,
    "pov" INTEGER,
    "speed" DOUBLE PRECISION,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "match_links_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "match_links_match_id_player_id_idx" ON "match_links"("match_id", "player_id");

-- CreateIndex
CREATE INDEX "match_links_player_id_idx" ON "match_links"("player_id");

-- AddForeignKey
ALTER TABLE "match_links" ADD CONSTRAINT "match_links_match_id_fkey" FOREIGN KEY ("match_id") REFERENCES "matches"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "match_links" ADD CONSTRAINT "match_links_player_id_fkey" FOREIGN KEY ("player_id") REFERENCES "players"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
