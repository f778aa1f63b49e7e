-- Costs by the day of a person's first purchase and the year since it (1 for the first 365 days),
-- in ten-thousandths.
SELECT
  f.first_day - DATE '1970-01-01' AS first_day,
  CAST(FLOOR((p.day - f.first_day) / 365) AS INTEGER) + 1 AS year,
  CAST(SUM(p.cost) * 10000 AS DOUBLE PRECISION) AS cost
FROM order_part AS p
JOIN (
  SELECT person, MIN(day) AS first_day FROM order_part WHERE line_count > 0 GROUP BY person
) AS f ON f.person = p.person AND p.day >= f.first_day
WHERE p.cost IS NOT NULL
GROUP BY 1, 2
ORDER BY 1, 2;
