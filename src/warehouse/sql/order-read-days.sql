-- Each day with lines, counted from 1970-01-01.
SELECT
  day - DATE '1970-01-01' AS day,
  CAST(SUM(revenue) AS DOUBLE PRECISION) AS revenue,
  COUNT(CASE WHEN line_count > 0 THEN 1 END) AS orders,
  COUNT(DISTINCT CASE WHEN line_count > 0 THEN person END) AS buyers
FROM (
  SELECT day, person, SUM(line_count) AS line_count, SUM(revenue) AS revenue
  FROM order_part
  GROUP BY day, person, order_id, own_day
) AS by_order
GROUP BY day
ORDER BY day;
