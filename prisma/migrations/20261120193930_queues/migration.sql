-- CreateEnum
CREATE TYPE "QueueState" AS ENUM ('waiting', 'placing', 'found');

-- CreateTable
CREATE TABLE "queue_entries" (
    "id" UUID NOT NULL,
    "game" TEXT NOT NULL,
    "modes" TEXT[],
    "rtt_ms" JSONB NOT NULL,
    "bots" BOOLEAN NOT NULL,
    "queued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "state" "QueueState" NOT NULL DEFAULT 'waiting',
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "match_id" UUID,
    "mode" TEXT,
    "region" TEXT,

    CONSTRAINT "queue_entries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "queued_players" (
    "player_id" UUID NOT NULL,
    "entry_id" UUID NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seat" JSONB,
    "seat_until" TIMESTAMPTZ(3),

    CONSTRAINT "queued_players_pkey" PRIMARY KEY ("player_id")
);

-- CreateTable
CREATE TABLE "made_matches" (
    "match_id" UUID NOT NULL,
    "game" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "people" SMALLINT NOT NULL,
    "bots" SMALLINT NOT NULL,
    "spread" DOUBLE PRECISION NOT NULL,
    "rtt_ms" DOUBLE PRECISION NOT NULL,
    "waits" DOUBLE PRECISION[],

    CONSTRAINT "made_matches_pkey" PRIMARY KEY ("match_id")
);

-- CreateTable
CREATE TABLE "parties" (
    "id" UUID NOT NULL,
    "leader_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "parties_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "party_members" (
    "player_id" UUID NOT NULL,
    "party_id" UUID NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "party_members_pkey" PRIMARY KEY ("player_id")
);

-- CreateTable
CREATE TABLE "party_invites" (
    "party_id" UUID NOT NULL,
    "player_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "party_invites_pkey" PRIMARY KEY ("party_id","player_id")
);

-- CreateIndex
CREATE INDEX "queue_entries_game_state_idx" ON "queue_entries"("game", "state");

-- CreateIndex
CREATE INDEX "queue_entries_match_id_idx" ON "queue_entries"("match_id");

-- CreateIndex
CREATE INDEX "queued_players_entry_id_idx" ON "queued_players"("entry_id");

-- CreateIndex
CREATE INDEX "queued_players_seen_at_idx" ON "queued_players"("seen_at");

-- CreateIndex
CREATE INDEX "made_matches_game_mode_made_at_idx" ON "made_matches"("game", "mode", "made_at" DESC);

-- CreateIndex
CREATE INDEX "made_matches_made_at_idx" ON "made_matches"("made_at");

-- CreateIndex
CREATE INDEX "party_members_party_id_idx" ON "party_members"("party_id");

-- CreateIndex
CREATE INDEX "party_invites_player_id_idx" ON "party_invites"("player_id");

-- AddForeignKey
ALTER TABLE "queued_players" ADD CONSTRAINT "queued_players_entry_id_fkey" FOREIGN KEY ("entry_id") REFERENCES "queue_entries"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "queued_players" ADD CONSTRAINT "queued_players_player_id_fkey" FOREIGN KEY ("player_id") REFERENCES "players"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "party_members" ADD CONSTRAINT "party_members_party_id_fkey" FOREIGN KEY ("party_id") REFERENCES "parties"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "party_members" ADD CONSTRAINT "party_members_player_id_fkey" FOREIGN KEY ("player_id") REFERENCES "players"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "party_invites" ADD CONSTRAINT "party_invites_party_id_fkey" FOREIGN KEY ("party_id") REFERENCES "parties"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "party_invites" ADD CONSTRAINT "party_invites_player_id_fkey" FOREIGN KEY ("player_id") REFERENCES "players"("id") ON DELETE CASCADE ON UPDATE CASCADE;
