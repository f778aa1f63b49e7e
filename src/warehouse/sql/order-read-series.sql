-- Months of the whole and of each segment, location and channel. Months count from the year 0.
WITH placed AS (
  SELECT
    EXTRACT(YEAR FROM p.day) * 12 + EXTRACT(MONTH FROM p.day) - 1 AS month,
    p.*,
    c.segment
  FROM order_part AS p
  JOIN person AS n ON n.place = p.person
  LEFT JOIN customers AS c ON c.customer_id = n.customer_id
),
levelled AS (
  SELECT '' AS dimension, '' AS level, placed.* FROM placed
  UNION ALL
  SELECT 'segment', segment, placed.* FROM placed WHERE segment IS NOT NULL
  UNION ALL
  SELECT 'location', location, placed.* FROM placed WHERE location IS NOT NULL
  UNION ALL
  SELECT 'channel', channel, placed.* FROM placed WHERE channel IS NOT NULL
),
by_order AS (
  SELECT
    dimension,
    level,
    month,
    person,
    SUM(line_count) AS line_count,
    SUM(revenue) AS revenue,
    SUM(quantity) AS quantity,
    SUM(cost) AS cost,
    SUM(discount) AS discount
  FROM levelled
  GROUP BY dimension, level, month, person, order_id, own_day
)
SELECT
  dimension,
  level,
  month,
  CAST(SUM(revenue) AS DOUBLE PRECISION) AS revenue,
  COUNT(CASE WHEN line_count > 0 THEN 1 END) AS orders,
  COUNT(DISTINCT CASE WHEN line_count > 0 THEN person END) AS buyers,
  CAST(SUM(COALESCE(quantity, 0)) AS DOUBLE PRECISION) AS quantity,
  CAST(SUM(cost) AS DOUBLE PRECISION) AS cost,
  CAST(SUM(COALESCE(discount, 0)) AS DOUBLE PRECISION) AS discount
FROM by_order
GROUP BY dimension, level, month
ORDER BY dimension, level, month;
