-- What lines of a month come to, as a whole and by segment, location and channel.
WITH months AS (
  SELECT
    EXTRACT(YEAR FROM d.date) * 12 + EXTRACT(MONTH FROM d.date) - 1 AS month,
    d.segment,
    d.location,
    d.channel,
    SUM(d.revenue) AS revenue,
    SUM(d.quantity) AS quantity,
    SUM(d.cost) AS cost,
    SUM(d.discount) AS discount
  FROM (
    SELECT
      DATE '1970-01-01' + l.day AS date,
      f.segment,
      l.location,
      l.channel,
      SUM(l.amount) AS revenue,
      SUM(CASE WHEN l.amount > 0 THEN l.quantity END) AS quantity,
      SUM(l.cost) AS cost,
      SUM(CASE WHEN l.amount > 0 THEN l.discount END) AS discount
    FROM order_line AS l
    JOIN order_person AS f ON f.person = l.person
    GROUP BY l.day, f.segment, l.location, l.channel
  ) AS d
  GROUP BY 1, d.segment, d.location, d.channel
),
levelled AS (
  SELECT '' AS dimension, '' AS level, months.* FROM months
  UNION ALL
  SELECT 'segment', segment, months.* FROM months WHERE segment IS NOT NULL
  UNION ALL
  SELECT 'location', location, months.* FROM months WHERE location IS NOT NULL
  UNION ALL
  SELECT 'channel', channel, months.* FROM months WHERE channel IS NOT NULL
)
SELECT
  dimension,
  level,
  month,
  CAST(SUM(revenue) AS DOUBLE PRECISION) AS revenue,
  CAST(SUM(COALESCE(quantity, 0)) AS DOUBLE PRECISION) AS quantity,
  CAST(SUM(cost) AS DOUBLE PRECISION) AS cost,
  CAST(SUM(COALESCE(discount, 0)) AS DOUBLE PRECISION) AS discount
FROM levelled
GROUP BY dimension, level, month
ORDER BY dimension, level, month;
