-- The words of each column of touchpoints, numbered in their order.
CREATE TABLE touchpoint_level AS
SELECT kind, name, ROW_NUMBER() OVER (PARTITION BY kind ORDER BY name) - 1 AS place
FROM (
  SELECT 'stage' AS kind, stage AS name FROM touchpoints
  UNION
  SELECT 'step', step FROM touchpoints
  UNION
  SELECT 'touchpoint', touchpoint FROM touchpoints
  UNION
  SELECT 'encounter', encounter FROM touchpoints
  UNION
  SELECT 'channel', channel FROM touchpoints
  UNION
  SELECT 'location', location FROM touchpoints
  UNION
  SELECT 'employee', employee_id FROM touchpoints
  UNION
  SELECT 'outcome', outcome FROM touchpoints
) AS names
WHERE name IS NOT NULL;
