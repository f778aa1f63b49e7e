-- One row a person who stands in transactions or in customers.
CREATE TABLE person AS
SELECT
  COALESCE(t.customer_id, c.customer_id) AS customer_id,
  c.segment,
  c.type,
  c.member_tier,
  c.referrer_id,
  c.opt_out_at,
  c.left_at,
  CASE WHEN c.customer_id IS NULL THEN 0 ELSE 1 END AS listed,
  COALESCE(t.revenue, 0) AS revenue,
  h.location,
  h.channel,
  COALESCE(p.purchases, 0) AS purchases,
  p.first_day,
  p.second_day,
  p.last_day,
  p.repeat_spent,
  COALESCE(p.calibration_purchases, 0) AS calibration_purchases,
  p.calibration_last_day
FROM (
  SELECT customer_id, SUM(net) AS revenue
  FROM person_day
  GROUP BY customer_id
) AS t
FULL OUTER JOIN customers AS c ON c.customer_id = t.customer_id
LEFT JOIN person_purchase AS p ON p.customer_id = t.customer_id
LEFT JOIN home AS h ON h.customer_id = t.customer_id;
