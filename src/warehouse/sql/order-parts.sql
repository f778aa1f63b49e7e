-- The lines of an order on one day, at one place, in one campaign. An order is an order_id of a
-- person, else a person's day (own_day). Line counts, quantity and discount are of lines with a
-- positive amount; revenue and cost are net of all. A promise without a time of day holds until
-- the end of that day.
CREATE TABLE order_part AS
SELECT
  p.place AS person,
  l.order_id,
  CASE WHEN l.order_id IS NULL THEN CAST(l.ordered_at AS DATE) END AS own_day,
  CAST(l.ordered_at AS DATE) AS day,
  l.location,
  l.channel,
  l.campaign_id,
  COUNT(CASE WHEN l.amount > 0 THEN 1 END) AS line_count,
  COUNT(CASE WHEN l.amount < 0 OR l.refunded > 0 THEN 1 END) AS refund_count,
  SUM(l.amount) AS revenue,
  SUM(l.cost) AS cost,
  SUM(CASE WHEN l.amount > 0 THEN l.quantity END) AS quantity,
  SUM(CASE WHEN l.amount > 0 THEN l.discount END) AS discount,
  MAX(CASE WHEN l.amount > 0 AND l.discount > 0 THEN 1 ELSE 0 END) AS is_discounted,
  MIN(CASE WHEN l.amount > 0 THEN l.ordered_at END) AS first_at,
  MAX(CASE WHEN l.promised_at IS NOT NULL AND l.delivered_at IS NOT NULL THEN 1 ELSE 0 END)
    AS is_delivered,
  MAX(CASE
    WHEN l.delivered_at <= l.promised_at THEN 0
    WHEN CAST(l.promised_at AS TIME) = TIME '00:00:00'
      AND CAST(l.delivered_at AS DATE) = CAST(l.promised_at AS DATE) THEN 0
    WHEN l.delivered_at > l.promised_at THEN 1
    ELSE 0
  END) AS is_late
FROM order_line AS l
JOIN person AS p ON p.customer_id = l.customer_id
GROUP BY
  p.place, l.order_id, CAST(l.ordered_at AS DATE), l.location, l.channel, l.campaign_id;
