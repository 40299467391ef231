-- AlterTable
ALTER TABLE "messages" DROP COLUMN "original";

-- CreateTable
CREATE TABLE "originals" (
    "message_id" BIGINT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "originals_pkey" PRIMARY KEY ("message_id")
);

-- CreateIndex
CREATE INDEX "originals_at_idx" ON "originals"("at");

-- AddForeignKey
ALTER TABLE "originals" ADD CONSTRAINT "originals_message_id_fkey" FOREIGN KEY ("message_id") REFERENCES "messages"("id") ON DELETE CASCADE ON UPDATE CASCADE;
