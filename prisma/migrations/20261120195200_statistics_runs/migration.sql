-- AlterTable
ALTER TABLE "player_days" RENAME COLUMN "leading" TO "first_run";
ALTER TABLE "player_days" RENAME COLUMN "trailing" TO "last_run";
ALTER TABLE "player_days" RENAME COLUMN "longest" TO "longest_run";
ALTER TABLE "player_statistics" RENAME COLUMN "leading" TO "first_run";
ALTER TABLE "player_statistics" RENAME COLUMN "trailing" TO "last_run";
ALTER TABLE "player_statistics" RENAME COLUMN "longest" TO "longest_run";
