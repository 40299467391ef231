-- AlterTable
ALTER TABLE "queued_players" ADD COLUMN     "holders" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "seated" BOOLEAN NOT NULL DEFAULT false;
