-- CreateEnum
CREATE TYPE "Audience" AS ENUM ('everyone', 'friends', 'nobody');

-- CreateEnum
CREATE TYPE "PresenceStatus" AS ENUM ('online', 'watching', 'queueing', 'playing');

-- CreateEnum
CREATE TYPE "Channel" AS ENUM ('direct', 'players', 'spectators');

-- CreateEnum
CREATE TYPE "ComplaintReason" AS ENUM ('abuse', 'spam', 'cheating', 'name', 'other');

-- CreateEnum
CREATE TYPE "ComplaintStatus" AS ENUM ('open', 'taken', 'resolved');

-- CreateEnum
CREATE TYPE "ComplaintAction" AS ENUM ('none', 'warn', 'mute', 'ban');

-- CreateTable
CREATE TABLE "mutes" (
    "player_id" UUID NOT NULL,
    "muted_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "mutes_pkey" PRIMARY KEY ("player_id","muted_id")
);

-- CreateTable
CREATE TABLE "settings" (
    "player_id" UUID NOT NULL,
    "presence" "Audience" NOT NULL DEFAULT 'everyone',
    "messages" "Audience" NOT NULL DEFAULT 'everyone',

    CONSTRAINT "settings_pkey" PRIMARY KEY ("player_id")
);

-- CreateTable
CREATE UNLOGGED TABLE "presences" (
    "player_id" UUID NOT NULL,
    "owner" INTEGER NOT NULL,
    "status" "PresenceStatus" NOT NULL,
    "match_id" UUID,

    CONSTRAINT "presences_pkey" PRIMARY KEY ("player_id","owner")
);

-- CreateTable
CREATE TABLE "notifications" (
    "id" BIGSERIAL NOT NULL,
    "player_id" UUID NOT NULL,
    "about" TEXT NOT NULL,
    "content" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "read_at" TIMESTAMPTZ(3),

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "messages" (
    "id" BIGSERIAL NOT NULL,
    "channel" "Channel" NOT NULL,
    "from_id" UUID NOT NULL,
    "to_id" UUID,
    "match_id" UUID,
    "tick" INTEGER,
    "emote" BOOLEAN NOT NULL DEFAULT false,
    "text" TEXT NOT NULL,
    "original" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversations" (
    "player_id" UUID NOT NULL,
    "other_id" UUID NOT NULL,
    "last_id" BIGINT NOT NULL,
    "read_to" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "conversations_pkey" PRIMARY KEY ("player_id","other_id")
);

-- CreateTable
CREATE TABLE "silences" (
    "id" UUID NOT NULL,
    "player_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "lifted_at" TIMESTAMPTZ(3),
    "lifted_by_id" UUID,

    CONSTRAINT "silences_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "complaints" (
    "id" SERIAL NOT NULL,
    "reporter_id" UUID NOT NULL,
    "player_id" UUID NOT NULL,
    "reason" "ComplaintReason" NOT NULL,
    "note" TEXT,
    "message_id" BIGINT,
    "match_id" UUID,
    "tick" INTEGER,
    "evidence" JSONB NOT NULL,
    "status" "ComplaintStatus" NOT NULL DEFAULT 'open',
    "taken_by_id" UUID,
    "action" "ComplaintAction",
    "remark" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolved_at" TIMESTAMPTZ(3),

    CONSTRAINT "complaints_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "unlock_links" (
    "id" TEXT NOT NULL,
    "player_id" UUID NOT NULL,
    "achievement" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "unlock_links_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "mutes_muted_id_idx" ON "mutes"("muted_id");

-- CreateIndex
CREATE INDEX "presences_owner_idx" ON "presences"("owner");

-- CreateIndex
CREATE INDEX "notifications_player_id_id_idx" ON "notifications"("player_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "notifications_player_id_about_key" ON "notifications"("player_id", "about");

-- CreateIndex
CREATE INDEX "messages_from_id_to_id_id_idx" ON "messages"("from_id", "to_id", "id" DESC);

-- CreateIndex
CREATE INDEX "messages_to_id_from_id_id_idx" ON "messages"("to_id", "from_id", "id" DESC);

-- CreateIndex
CREATE INDEX "messages_match_id_channel_id_idx" ON "messages"("match_id", "channel", "id" DESC);

-- CreateIndex
CREATE INDEX "conversations_player_id_last_id_idx" ON "conversations"("player_id", "last_id" DESC);

-- CreateIndex
CREATE INDEX "silences_player_id_idx" ON "silences"("player_id");

-- CreateIndex
CREATE INDEX "complaints_status_id_idx" ON "complaints"("status", "id");

-- CreateIndex
CREATE INDEX "complaints_player_id_idx" ON "complaints"("player_id");

-- CreateIndex
CREATE INDEX "complaints_reporter_id_idx" ON "complaints"("reporter_id");

-- CreateIndex
CREATE UNIQUE INDEX "unlock_links_player_id_achievement_key" ON "unlock_links"("player_id", "achievement");

-- AddForeignKey
ALTER TABLE "mutes" ADD CONSTRAINT "mutes_player_id_fkey" FOREIGN KEY ("player_id") REFERENCES "players"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "mutes" ADD CONSTRAINT "mutes_muted_id_fkey" FOREIGN KEY ("muted_id") REFERENCES "players"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "settings" ADD CONSTRAINT "settings_player_id_fkey" FOREIGN KEY ("player_id") REFERENCES "players"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_player_id_fkey" FOREIGN KEY ("player_id") REFERENCES "players"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_from_id_fkey" FOREIGN KEY ("from_id") REFERENCES "players"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_to_id_fkey" FOREIGN KEY ("to_id") REFERENCES "players"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_player_id_fkey" FOREIGN KEY ("player_id") REFERENCES "players"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_other_id_fkey" FOREIGN KEY ("other_id") REFERENCES "players"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "silences" ADD CONSTRAINT "silences_player_id_fkey" FOREIGN KEY ("player_id") REFERENCES "players"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaints" ADD CONSTRAINT "complaints_reporter_id_fkey" FOREIGN KEY ("reporter_id") REFERENCES "players"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "complaints" ADD CONSTRAINT "complaints_player_id_fkey" FOREIGN KEY ("player_id") REFERENCES "players"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "unlock_links" ADD CONSTRAINT "unlock_links_player_id_fkey" FOREIGN KEY ("player_id") REFERENCES "players"("id") ON DELETE CASCADE ON UPDATE CASCADE;
