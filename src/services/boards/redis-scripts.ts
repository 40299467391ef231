// What Redis does with boards in one step each. KEYS: the sorted set, and its state: the version of PostgreSQL's that it is,
// and the number of players at that version, "12 345".

export const stateScript = `return { redis.call('GET', KEYS[2]), redis.call('ZCARD', KEYS[1]) }`;

export const moveScript = `
  local from, at = string.match(ARGV[1], '%d+'), redis.call('GET', KEYS[2])
  if not at or string.match(at, '%d+') ~= from then return 0 end
  for i = 3, #ARGV, 2 do
    if ARGV[i] == '' then redis.call('ZREM', KEYS[1], ARGV[i + 1])
    else redis.call('ZADD', KEYS[1], ARGV[i], ARGV[i + 1]) end
  end
  redis.call('SET', KEYS[2], ARGV[2])
  return 1`;

/**
 * Puts a draft in the board's place, unless that is whole and at the draft's version or a later one. Versions are compared
 * by length first: they may be longer than a number's 53 bits.
 */
export const swapScript = `
  local at = redis.call('GET', KEYS[2])
  local now = at and tonumber(string.match(at, '%d+$')) == redis.call('ZCARD', KEYS[1]) and string.match(at, '%d+')
  if now and (#now > #ARGV[2] or (#now == #ARGV[2] and now >= ARGV[2])) then
    redis.call('UNLINK', KEYS[3])
    return 0
  end
  redis.call('UNLINK', KEYS[1])
  if redis.call('EXISTS', KEYS[3]) == 1 then
    redis.call('RENAME', KEYS[3], KEYS[1])
    redis.call('PERSIST', KEYS[1])
  end
  redis.call('SET', KEYS[2], ARGV[1])
  return 1`;

/** A window is its flat entries, and how many are above the first and the second of its scores. */
export const readScript = `
  local board = KEYS[1]
  if redis.call('GET', KEYS[2]) ~= ARGV[1] then return false end
  if redis.call('ZCARD', board) ~= tonumber(string.match(ARGV[1], '%d+$')) then return false end

  local function above(score) return redis.call('ZCOUNT', board, '-inf', '(' .. score) end

  local function window(from, to)
    if to < from then return { {}, 0, 0 } end
    local found = redis.call('ZRANGE', board, from, to, 'WITHSCORES')
    if #found == 0 then return { {}, 0, 0 } end
    local second = 0
    for i = 4, #found, 2 do
      if found[i] ~= found[2] then second = above(found[i]) break end
    end
    return { found, above(found[2]), second }
  end

  -- Where the first entry behind this one is: among those of its score the place is searched for.
  local function behind(score, id)
    local low, high = above(score), redis.call('ZCOUNT', board, '-inf', score)
    while low < high do
      local middle = math.floor((low + high) / 2)
      if redis.call('ZRANGE', board, middle, middle)[1] > id then high = middle else low = middle + 1 end
    end
    return low
  end

  local windows = {}
  for i = 2, #ARGV, 4 do
    local from, to = 0, -1
    if ARGV[i] == 'around' then
      local own = redis.call('ZRANK', board, ARGV[i + 3])
      if own then from, to = math.max(0, own - ARGV[i + 1]), own + ARGV[i + 2] end
    else
      if ARGV[i + 2] ~= '' then from = behind(ARGV[i + 2], ARGV[i + 3]) end
      to = from + ARGV[i + 1] - 1
    end
    windows[#windows + 1] = window(from, to)
  end
  return windows`;
