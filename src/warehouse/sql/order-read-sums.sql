-- What lines of a month come to, as a whole and by segment, location and channel.
SELECT
  month,
  GROUPING(segment) AS no_segment,
  GROUPING(location) AS no_location,
  GROUPING(channel) AS no_channel,
  COALESCE(segment, location, channel) AS level,
  CAST(SUM(revenue) AS DOUBLE PRECISION) AS revenue,
  CAST(SUM(COALESCE(quantity, 0)) AS DOUBLE PRECISION) AS quantity,
  CAST(SUM(cost) AS DOUBLE PRECISION) AS cost,
  CAST(SUM(COALESCE(discount, 0)) AS DOUBLE PRECISION) AS discount
FROM (
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
) AS months
GROUP BY GROUPING SETS ((month), (month, segment), (month, location), (month, channel))
ORDER BY no_segment, no_location, no_channel, level, month;
