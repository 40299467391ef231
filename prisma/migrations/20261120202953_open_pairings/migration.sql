-- CreateIndex
CREATE INDEX "tournament_pairings_result_idx" ON "tournament_pairings"("result");
