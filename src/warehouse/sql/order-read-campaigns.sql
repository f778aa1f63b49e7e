-- Orders of each campaign. New customers have a line of it at their first moment.
SELECT
  o.campaign_id,
  SUM(o.line_count) AS line_count,
  COUNT(CASE WHEN o.line_count > 0 THEN 1 END) AS orders,
  COUNT(DISTINCT CASE WHEN o.line_count > 0 THEN o.person END) AS customers,
  COUNT(DISTINCT CASE WHEN o.first_count > 0 THEN o.person END) AS new_customers,
  CAST(SUM(o.revenue) AS DOUBLE PRECISION) AS revenue,
  CAST(SUM(COALESCE(o.discount, 0)) AS DOUBLE PRECISION) AS discount,
  SUM(h.is_refunded) AS refunded_orders
FROM (
  SELECT
    l.campaign_id,
    l.person,
    l.order_id,
    CASE WHEN l.order_id IS NULL THEN l.day END AS own_day,
    COUNT(CASE WHEN l.amount > 0 THEN 1 END) AS line_count,
    COUNT(CASE WHEN l.amount > 0 AND l.second = f.second THEN 1 END) AS first_count,
    SUM(l.amount) AS revenue,
    SUM(CASE WHEN l.amount > 0 THEN l.discount END) AS discount
  FROM order_line AS l
  JOIN order_person AS f ON f.person = l.person
  WHERE l.campaign_id IS NOT NULL
  GROUP BY
    l.campaign_id, l.person, l.order_id, CASE WHEN l.order_id IS NULL THEN l.day END
) AS o
JOIN order_head AS h
  ON h.person = o.person
  AND h.order_id IS NOT DISTINCT FROM o.order_id
  AND h.own_day IS NOT DISTINCT FROM o.own_day
GROUP BY o.campaign_id
ORDER BY o.campaign_id;
