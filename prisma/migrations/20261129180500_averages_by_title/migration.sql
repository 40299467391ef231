-- Averages were over the games of the house and of all titles together. What is counted so far goes on as the house's.
UPDATE achievement_progress SET counters = counters
  || CASE WHEN jsonb_typeof(counters -> 'consistent') = 'array'
       THEN jsonb_build_object('consistent', jsonb_build_object('house', counters -> 'consistent')) ELSE '{}' END
  || CASE WHEN jsonb_typeof(counters -> 'perfectionist') = 'array'
       THEN jsonb_build_object('perfectionist', jsonb_build_object('house', counters -> 'perfectionist')) ELSE '{}' END;

-- Of whom titles have told scores it is what the latest scores of each say.
UPDATE achievement_progress AS own SET counters = counters
  || CASE WHEN counters ? 'consistent' THEN jsonb_build_object('consistent', (
       SELECT jsonb_object_agg(place, points) FROM (
         SELECT place, jsonb_agg(points ORDER BY at, id) AS points FROM (
           SELECT *, row_number() OVER (PARTITION BY place ORDER BY at DESC, id DESC) AS ago FROM (
             SELECT CASE WHEN match_id IS NULL THEN 'title ' || game ELSE 'house' END AS place, points, at, id
             FROM scores WHERE player_id = own.player_id) AS placed) AS latest
         WHERE ago <= 10 GROUP BY place) AS places)) ELSE '{}' END
  || CASE WHEN counters ? 'perfectionist' THEN jsonb_build_object('perfectionist', (
       SELECT jsonb_object_agg(place, points) FROM (
         SELECT place, jsonb_agg(points ORDER BY at, id) AS points FROM (
           SELECT *, row_number() OVER (PARTITION BY place ORDER BY at DESC, id DESC) AS ago FROM (
             SELECT CASE WHEN match_id IS NULL THEN 'title ' || game ELSE 'house' END AS place, points, at, id
             FROM scores WHERE player_id = own.player_id) AS placed) AS latest
         WHERE ago <= 20 GROUP BY place) AS places)) ELSE '{}' END
WHERE EXISTS (SELECT FROM scores WHERE scores.player_id = own.player_id AND match_id IS NULL);
