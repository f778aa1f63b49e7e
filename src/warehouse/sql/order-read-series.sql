-- Orders and buyers of a month, as a whole and by segment, location and channel.
WITH person_month AS (
  SELECT m.month, m.person, SUM(m.orders) AS orders
  FROM order_month AS m
  GROUP BY m.month, m.person
)
SELECT '' AS dimension, '' AS level, month, SUM(orders) AS orders, COUNT(*) AS buyers
FROM person_month
GROUP BY month
UNION ALL
SELECT 'segment', f.segment, m.month, SUM(m.orders), COUNT(*)
FROM person_month AS m
JOIN order_person AS f ON f.person = m.person
WHERE f.segment IS NOT NULL
GROUP BY f.segment, m.month
UNION ALL
SELECT 'location', location, month, SUM(orders), COUNT(*)
FROM (
  SELECT m.month, m.person, p.location, SUM(m.orders) AS orders
  FROM order_month AS m
  JOIN order_place AS p ON p.place = m.place
  WHERE p.location IS NOT NULL
  GROUP BY m.month, m.person, p.location
) AS located
GROUP BY location, month
UNION ALL
SELECT 'channel', channel, month, SUM(orders), COUNT(*)
FROM (
  SELECT m.month, m.person, p.channel, SUM(m.orders) AS orders
  FROM order_month AS m
  JOIN order_place AS p ON p.place = m.place
  WHERE p.channel IS NOT NULL
  GROUP BY m.month, m.person, p.channel
) AS channelled
GROUP BY channel, month
ORDER BY dimension, level, month;
