-- Orders of each campaign. New customers have a line of it at their first moment.
SELECT
  o.campaign_id,
  SUM(o.line_count) AS line_count,
  COUNT(CASE WHEN o.line_count > 0 THEN 1 END) AS orders,
  COUNT(DISTINCT CASE WHEN o.line_count > 0 THEN o.person END) AS customers,
  COALESCE(MIN(f.new_customers), 0) AS new_customers,
  CAST(SUM(o.revenue) AS DOUBLE PRECISION) AS revenue,
  CAST(SUM(COALESCE(o.discount, 0)) AS DOUBLE PRECISION) AS discount,
  COUNT(CASE WHEN h.refund_count > 0 THEN 1 END) AS refunded_orders
FROM (
  SELECT
    campaign_id,
    person,
    order_id,
    own_day,
    SUM(line_count) AS line_count,
    SUM(revenue) AS revenue,
    SUM(discount) AS discount
  FROM order_part
  WHERE campaign_id IS NOT NULL
  GROUP BY campaign_id, person, order_id, own_day
) AS o
JOIN order_head AS h
  ON h.person = o.person
  AND h.order_id IS NOT DISTINCT FROM o.order_id
  AND h.own_day IS NOT DISTINCT FROM o.own_day
LEFT JOIN (
  SELECT campaign_id, COUNT(DISTINCT person) AS new_customers
  FROM order_first
  GROUP BY campaign_id
) AS f ON f.campaign_id = o.campaign_id
GROUP BY o.campaign_id
ORDER BY o.campaign_id;
