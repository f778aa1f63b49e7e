-- Costs by the day of a person's first purchase and the year since it (1 for the first 365 days),
-- in ten-thousandths.
SELECT
  first_day,
  CAST(FLOOR((day - first_day) / 365) AS INTEGER) + 1 AS year,
  CAST(SUM(cost) * 10000 AS DOUBLE PRECISION) AS cost
FROM (
  SELECT l.day, CAST(FLOOR(f.second / 86400) AS INTEGER) - 25567 AS first_day, l.cost
  FROM order_line AS l
  JOIN order_person AS f ON f.person = l.person
  WHERE l.cost IS NOT NULL
) AS costs
WHERE day >= first_day
GROUP BY 1, 2
ORDER BY 1, 2;
