-- Orders by the weekday and hour of their first positive line at a location; '' where none is
-- named. Midnight to the second is taken for a day without a time.
SELECT
  location,
  EXTRACT(ISODOW FROM first_at) AS weekday,
  EXTRACT(HOUR FROM first_at) AS hour,
  COUNT(*) AS orders,
  CAST(SUM(revenue) AS DOUBLE PRECISION) AS revenue
FROM (
  SELECT
    COALESCE(location, '') AS location,
    MIN(first_at) AS first_at,
    SUM(revenue) AS revenue
  FROM order_part
  GROUP BY COALESCE(location, ''), person, order_id, own_day
) AS by_order
WHERE CAST(first_at AS TIME) <> TIME '00:00:00'
GROUP BY location, EXTRACT(ISODOW FROM first_at), EXTRACT(HOUR FROM first_at)
ORDER BY location, weekday, hour;
