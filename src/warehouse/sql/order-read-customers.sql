-- Orders of each person who has any line, by the place of the person.
SELECT
  h.person,
  h.orders,
  h.discounted_orders,
  h.cost,
  h.discount,
  h.refunded_lines,
  h.deliveries,
  h.late_deliveries,
  c.channels,
  f.channel,
  f.location,
  f.campaign_id
FROM (
  SELECT
    person,
    COUNT(CASE WHEN line_count > 0 THEN 1 END) AS orders,
    SUM(is_discounted) AS discounted_orders,
    CAST(SUM(cost) AS DOUBLE PRECISION) AS cost,
    CAST(SUM(COALESCE(discount, 0)) AS DOUBLE PRECISION) AS discount,
    SUM(refund_count) AS refunded_lines,
    SUM(is_delivered) AS deliveries,
    SUM(is_late) AS late_deliveries
  FROM order_head
  GROUP BY person
) AS h
JOIN (
  SELECT person, COUNT(DISTINCT CASE WHEN line_count > 0 THEN channel END) AS channels
  FROM order_part
  GROUP BY person
) AS c ON c.person = h.person
LEFT JOIN (
  SELECT
    person,
    MIN(channel) AS channel,
    MIN(location) AS location,
    MIN(campaign_id) AS campaign_id
  FROM order_first
  GROUP BY person
) AS f ON f.person = h.person
ORDER BY h.person;
