-- Who has been erased leaves no scores and no unlocks: those of before had kept theirs.
DELETE FROM achievement_progress USING players WHERE players.id = player_id AND deleted_at IS NOT NULL;
DELETE FROM unlocks USING players WHERE players.id = player_id AND deleted_at IS NOT NULL;
DELETE FROM scores USING players WHERE players.id = player_id AND deleted_at IS NOT NULL;
DELETE FROM bests USING players WHERE players.id = player_id AND deleted_at IS NOT NULL;
