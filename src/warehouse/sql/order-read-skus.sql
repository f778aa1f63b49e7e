-- One row a sku: counts and quantity of lines with a positive amount, revenue and cost of all.
SELECT
  sku,
  MIN(category) AS category,
  COUNT(CASE WHEN amount > 0 THEN 1 END) AS line_count,
  COUNT(DISTINCT CASE WHEN amount > 0 THEN person END) AS customers,
  CAST(SUM(CASE WHEN amount > 0 THEN COALESCE(quantity, 0) ELSE 0 END) AS DOUBLE PRECISION)
    AS quantity,
  CAST(SUM(amount) AS DOUBLE PRECISION) AS revenue,
  CAST(SUM(cost) AS DOUBLE PRECISION) AS cost,
  COUNT(CASE WHEN amount > 0 AND campaign_id IS NOT NULL THEN 1 END) AS campaign_lines,
  COUNT(CASE WHEN amount > 0 AND discount > 0 THEN 1 END) AS discounted_lines
FROM order_line
WHERE sku IS NOT NULL
GROUP BY sku
ORDER BY sku;
