-- Categories by segment; '' for persons without one.
SELECT
  COALESCE(c.segment, '') AS segment,
  l.category,
  COUNT(DISTINCT CASE WHEN l.amount > 0 THEN l.customer_id END) AS customers,
  CAST(SUM(l.amount) AS DOUBLE PRECISION) AS revenue
FROM order_line AS l
LEFT JOIN customers AS c ON c.customer_id = l.customer_id
WHERE l.category IS NOT NULL
GROUP BY COALESCE(c.segment, ''), l.category
ORDER BY segment, l.category;
