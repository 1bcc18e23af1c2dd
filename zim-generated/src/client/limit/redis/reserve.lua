-- Takes a place for one request in all its windows, or in none: see `Windows::admit`, which this mirrors.
--
-- KEYS   a list for each window: what has a place there, newest first, as `INSTANT AMOUNT`
-- ARGV   the longest wait; then for each key its limit, its length and the amount. Times are microseconds.
-- gives  whether there is a place (1 or 0), and how long until then

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])

local function entry(text)
  local at, amount = string.match(text, '^(%d+) (%d+)$')
  return tonumber(at), tonumber(amount)
end

local at = now
for index, key in ipairs(KEYS) do
  local free = ARGV[index * 3 - 1] - ARGV[index * 3 + 1]
  local length = tonumber(ARGV[index * 3])
  for position, text in ipairs(redis.call('LRANGE', key, 0, -1)) do
    local taken, amount = entry(text)
    if position == 1 then
      at = math.max(at, taken)
    end
    free = free - amount
    if free < 0 then
      -- This one has to be out of the window, and with it all before it.
      at = math.max(at, taken + length)
      break
    end
  end
end

if at > now + tonumber(ARGV[1]) then
  return {0, at - now}
end

for index, key in ipairs(KEYS) do
  local count = tonumber(ARGV[index * 3 - 1])
  local length = tonumber(ARGV[index * 3])
  redis.call('LPUSH', key, string.format('%.0f %s', at, ARGV[index * 3 + 1]))
  -- What comes before a full window is out of it before anything else can come in.
  local held = 0
  for position, text in ipairs(redis.call('LRANGE', key, 0, -1)) do
    local _, amount = entry(text)
    held = held + amount
    if held >= count then
      redis.call('LTRIM', key, 0, position - 1)
      break
    end
  end
  redis.call('PEXPIRE', key, string.format('%.0f', math.ceil((at - now + length) / 1000)))
end
return {1, at - now}
