-- DropIndex
DROP INDEX "rating_changes_player_id_place_idx";

-- DropIndex
DROP INDEX "scores_game_player_id_idx";

-- CreateIndex
CREATE INDEX "friends_friend_id_idx" ON "friends"("friend_id");

-- CreateIndex
CREATE INDEX "notifications_read_at_idx" ON "notifications"("read_at");

-- CreateIndex
CREATE INDEX "conversations_other_id_idx" ON "conversations"("other_id");

-- CreateIndex
CREATE INDEX "rating_changes_player_id_game_mode_season_place_idx" ON "rating_changes"("player_id", "game", "mode", "season", "place" DESC);

-- CreateIndex
CREATE INDEX "scores_game_at_id_player_id_idx" ON "scores"("game", "at" DESC, "id" DESC, "player_id" DESC);

-- CreateIndex
CREATE INDEX "tournaments_starts_at_id_idx" ON "tournaments"("starts_at" DESC, "id" DESC);
