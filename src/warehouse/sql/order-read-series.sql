-- Orders and buyers of a month, as a whole and by segment, location and channel.
SELECT
  month,
  GROUPING(segment) AS no_segment,
  GROUPING(location) AS no_location,
  GROUPING(channel) AS no_channel,
  COALESCE(segment, location, channel) AS level,
  SUM(orders) AS orders,
  COUNT(DISTINCT person) AS buyers
FROM (
  SELECT
    EXTRACT(YEAR FROM d.date) * 12 + EXTRACT(MONTH FROM d.date) - 1 AS month,
    d.person,
    f.segment,
    p.location,
    p.channel,
    SUM(d.orders) AS orders
  FROM (
    SELECT
      person,
      place,
      DATE '1900-01-01' + CAST(FLOOR(second / 86400) AS INTEGER) AS date,
      COUNT(*) AS orders
    FROM order_head
    WHERE second IS NOT NULL
    GROUP BY person, place, FLOOR(second / 86400)
  ) AS d
  JOIN order_person AS f ON f.person = d.person
  JOIN order_place AS p ON p.place = d.place
  GROUP BY 1, d.person, f.segment, p.location, p.channel
) AS months
GROUP BY GROUPING SETS ((month), (month, segment), (month, location), (month, channel))
ORDER BY no_segment, no_location, no_channel, level, month;
