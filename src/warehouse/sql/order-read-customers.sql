-- Orders of each person who has any line, by the place of the person.
SELECT
  l.person,
  h.orders,
  h.discounted_orders,
  l.cost,
  l.discount,
  l.refunded_lines,
  h.deliveries,
  h.late_deliveries,
  COALESCE(k.categories, 0) AS categories,
  COALESCE(c.channels, 0) AS channels,
  p.channel,
  p.location
FROM (
  SELECT
    person,
    CAST(SUM(cost) AS DOUBLE PRECISION) AS cost,
    CAST(SUM(CASE WHEN amount > 0 THEN COALESCE(discount, 0) ELSE 0 END) AS DOUBLE PRECISION)
      AS discount,
    COUNT(CASE WHEN amount < 0 OR refunded > 0 THEN 1 END) AS refunded_lines
  FROM order_line
  GROUP BY person
) AS l
JOIN (
  SELECT
    person,
    COUNT(second) AS orders,
    SUM(is_discounted) AS discounted_orders,
    SUM(is_delivered) AS deliveries,
    SUM(is_late) AS late_deliveries
  FROM order_head
  GROUP BY person
) AS h ON h.person = l.person
LEFT JOIN (
  SELECT person, COUNT(*) AS categories
  FROM (
    SELECT DISTINCT person, category FROM order_line WHERE amount > 0 AND category IS NOT NULL
  ) AS bought
  GROUP BY person
) AS k ON k.person = l.person
LEFT JOIN (
  SELECT person, COUNT(*) AS channels
  FROM (
    SELECT DISTINCT person, channel FROM order_line WHERE amount > 0 AND channel IS NOT NULL
  ) AS used
  GROUP BY person
) AS c ON c.person = l.person
JOIN order_person AS f ON f.person = l.person
LEFT JOIN order_place AS p ON p.place = f.place
ORDER BY l.person;
