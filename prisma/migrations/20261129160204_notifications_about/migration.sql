-- CreateIndex
CREATE INDEX "notifications_about_idx" ON "notifications"("about");
