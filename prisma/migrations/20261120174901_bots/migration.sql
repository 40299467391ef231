-- AlterTable
ALTER TABLE "players" ADD COLUMN     "bot" BOOLEAN NOT NULL DEFAULT false;
