-- CreateEnum
CREATE TYPE "StorageOwner" AS ENUM ('player', 'game');

-- CreateEnum
CREATE TYPE "StorageRead" AS ENUM ('private', 'friends', 'public');

-- CreateEnum
CREATE TYPE "CollectionWriter" AS ENUM ('player', 'server');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "TitleScope" ADD VALUE 'storage';
ALTER TYPE "TitleScope" ADD VALUE 'assets';

-- CreateTable
CREATE TABLE "title_developers" (
    "title_id" TEXT NOT NULL,
    "player_id" UUID NOT NULL,

    CONSTRAINT "title_developers_pkey" PRIMARY KEY ("title_id","player_id")
);

-- CreateTable
CREATE TABLE "stored_values" (
    "owner_kind" "StorageOwner" NOT NULL,
    "owner" TEXT NOT NULL,
    "collection" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "read" "StorageRead" NOT NULL,
    "version" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stored_values_pkey" PRIMARY KEY ("owner_kind","owner","collection","key")
);

-- CreateTable
CREATE TABLE "storage_usage" (
    "owner_kind" "StorageOwner" NOT NULL,
    "owner" TEXT NOT NULL,
    "values" INTEGER NOT NULL,
    "bytes" BIGINT NOT NULL,

    CONSTRAINT "storage_usage_pkey" PRIMARY KEY ("owner_kind","owner")
);

-- CreateTable
CREATE TABLE "collections" (
    "game_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "write" "CollectionWriter" NOT NULL,
    "read" "StorageRead",

    CONSTRAINT "collections_pkey" PRIMARY KEY ("game_id","name")
);

-- CreateTable
CREATE TABLE "asset_files" (
    "hash" BYTEA NOT NULL,
    "extension" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "asset_files_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "assets" (
    "game_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "assets_pkey" PRIMARY KEY ("game_id","name")
);

-- CreateIndex
CREATE INDEX "title_developers_player_id_idx" ON "title_developers"("player_id");

-- CreateIndex
CREATE INDEX "assets_hash_idx" ON "assets"("hash");

-- AddForeignKey
ALTER TABLE "title_developers" ADD CONSTRAINT "title_developers_title_id_fkey" FOREIGN KEY ("title_id") REFERENCES "titles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "title_developers" ADD CONSTRAINT "title_developers_player_id_fkey" FOREIGN KEY ("player_id") REFERENCES "players"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assets" ADD CONSTRAINT "assets_hash_fkey" FOREIGN KEY ("hash") REFERENCES "asset_files"("hash") ON DELETE RESTRICT ON UPDATE CASCADE;
