-- CreateIndex
CREATE INDEX "matches_started_at_id_idx" ON "matches"("started_at" DESC, "id" DESC);
