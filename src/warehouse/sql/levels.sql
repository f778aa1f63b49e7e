-- The locations and channels of order lines, numbered in the order of their names.
CREATE TABLE level AS
SELECT kind, name, ROW_NUMBER() OVER (PARTITION BY kind ORDER BY name) - 1 AS place
FROM (
  SELECT 'location' AS kind, location AS name FROM history
  UNION
  SELECT 'channel' AS kind, channel AS name FROM history
) AS names
WHERE name IS NOT NULL;
