-- Categories by segment; '' for persons without one.
SELECT
  COALESCE(f.segment, '') AS segment,
  l.category,
  COUNT(DISTINCT CASE WHEN l.amount > 0 THEN l.person END) AS customers,
  CAST(SUM(l.amount) AS DOUBLE PRECISION) AS revenue
FROM order_line AS l
JOIN order_person AS f ON f.person = l.person
WHERE l.category IS NOT NULL
GROUP BY COALESCE(f.segment, ''), l.category
ORDER BY segment, l.category;
