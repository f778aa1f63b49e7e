-- Orders by the weekday and hour of their first positive line, net revenue by those of each line,
-- at a location; '' where none is named. Midnight to the second is taken for a day without a time.
-- Seconds count from 1900-01-01, which was a Monday.
SELECT
  location,
  MOD(hours, 168) AS week_hour,
  SUM(orders) AS orders,
  CAST(SUM(revenue) AS DOUBLE PRECISION) AS revenue
FROM (
  SELECT
    COALESCE(p.location, '') AS location,
    CAST(FLOOR(h.second / 3600) AS BIGINT) AS hours,
    1 AS orders,
    0 AS revenue
  FROM order_head AS h
  JOIN order_place AS p ON p.place = h.place
  WHERE MOD(h.second, 86400) > 0
  UNION ALL
  SELECT
    COALESCE(location, '') AS location,
    CAST(FLOOR(second / 3600) AS BIGINT) AS hours,
    0 AS orders,
    amount AS revenue
  FROM order_line
  WHERE MOD(second, 86400) > 0
) AS hours
GROUP BY location, MOD(hours, 168)
ORDER BY location, week_hour;
