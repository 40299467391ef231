-- AlterTable
ALTER TABLE "matches" ADD COLUMN     "head" BYTEA;

-- CreateTable
CREATE TABLE "log_keys" (
    "id" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "log_keys_pkey" PRIMARY KEY ("id")
);
