-- CreateTable
CREATE TABLE "dead_letters" (
    "id" SERIAL NOT NULL,
    "step" TEXT NOT NULL,
    "match_id" UUID NOT NULL,
    "error" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dead_letters_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "dead_letters_match_id_step_key" ON "dead_letters"("match_id", "step");

-- AddForeignKey
ALTER TABLE "dead_letters" ADD CONSTRAINT "dead_letters_match_id_fkey" FOREIGN KEY ("match_id") REFERENCES "outbox"("match_id") ON DELETE CASCADE ON UPDATE CASCADE;
