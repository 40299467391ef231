-- CreateEnum
CREATE TYPE "AppointmentEnd" AS ENUM ('played', 'missed', 'failed');

-- CreateEnum
CREATE TYPE "TournamentFormat" AS ENUM ('single_elimination', 'round_robin', 'swiss', 'arena');

-- CreateEnum
CREATE TYPE "TournamentStatus" AS ENUM ('open', 'running', 'finished', 'cancelled');

-- CreateEnum
CREATE TYPE "PairingResult" AS ENUM ('played', 'forfeit', 'unplayed', 'voided', 'bye');

-- CreateTable
CREATE TABLE "appointments" (
    "id" UUID NOT NULL,
    "game" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "players" UUID[],
    "rated" BOOLEAN NOT NULL,
    "wait_seconds" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "tried_at" TIMESTAMPTZ(3),
    "rooms" INTEGER NOT NULL DEFAULT 0,
    "match_id" UUID,
    "owner" INTEGER,
    "opened_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "end" "AppointmentEnd",
    "came" UUID[] DEFAULT ARRAY[]::UUID[],

    CONSTRAINT "appointments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tournaments" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "game" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "format" "TournamentFormat" NOT NULL,
    "rated" BOOLEAN NOT NULL,
    "listed" BOOLEAN NOT NULL,
    "max_entrants" INTEGER NOT NULL,
    "rounds" INTEGER,
    "minutes" INTEGER,
    "wait_seconds" INTEGER NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "status" "TournamentStatus" NOT NULL DEFAULT 'open',
    "round" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "tournaments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tournament_entries" (
    "tournament_id" UUID NOT NULL,
    "player_id" UUID NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "seed" INTEGER,
    "rating" DOUBLE PRECISION,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "tournament_entries_pkey" PRIMARY KEY ("tournament_id","player_id")
);

-- CreateTable
CREATE TABLE "tournament_pairings" (
    "tournament_id" UUID NOT NULL,
    "round" INTEGER NOT NULL,
    "board" INTEGER NOT NULL,
    "first_id" UUID NOT NULL,
    "second_id" UUID,
    "appointment_id" UUID,
    "result" "PairingResult",
    "first_halves" INTEGER,
    "second_halves" INTEGER,

    CONSTRAINT "tournament_pairings_pkey" PRIMARY KEY ("tournament_id","round","board")
);

-- CreateIndex
CREATE UNIQUE INDEX "appointments_match_id_key" ON "appointments"("match_id");

-- CreateIndex
CREATE INDEX "appointments_closed_at_created_at_idx" ON "appointments"("closed_at", "created_at");

-- CreateIndex
CREATE INDEX "tournaments_status_starts_at_idx" ON "tournaments"("status", "starts_at");

-- CreateIndex
CREATE INDEX "tournament_entries_player_id_idx" ON "tournament_entries"("player_id");

-- CreateIndex
CREATE UNIQUE INDEX "tournament_pairings_appointment_id_key" ON "tournament_pairings"("appointment_id");

-- CreateIndex
CREATE INDEX "tournament_pairings_first_id_idx" ON "tournament_pairings"("first_id");

-- CreateIndex
CREATE INDEX "tournament_pairings_second_id_idx" ON "tournament_pairings"("second_id");

-- AddForeignKey
ALTER TABLE "tournaments" ADD CONSTRAINT "tournaments_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "players"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tournament_entries" ADD CONSTRAINT "tournament_entries_tournament_id_fkey" FOREIGN KEY ("tournament_id") REFERENCES "tournaments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tournament_entries" ADD CONSTRAINT "tournament_entries_player_id_fkey" FOREIGN KEY ("player_id") REFERENCES "players"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tournament_pairings" ADD CONSTRAINT "tournament_pairings_tournament_id_fkey" FOREIGN KEY ("tournament_id") REFERENCES "tournaments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tournament_pairings" ADD CONSTRAINT "tournament_pairings_first_id_fkey" FOREIGN KEY ("first_id") REFERENCES "players"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tournament_pairings" ADD CONSTRAINT "tournament_pairings_second_id_fkey" FOREIGN KEY ("second_id") REFERENCES "players"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "tournament_pairings" ADD CONSTRAINT "tournament_pairings_appointment_id_fkey" FOREIGN KEY ("appointment_id") REFERENCES "appointments"("id") ON DELETE SET NULL ON UPDATE CASCADE;
