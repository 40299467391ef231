-- CreateIndex
CREATE INDEX "match_links_expires_at_idx" ON "match_links"("expires_at");

-- CreateIndex
CREATE INDEX "match_links_revoked_at_idx" ON "match_links"("revoked_at");
