-- The whole table of transactions in one row.
SELECT
  CAST(SUM(lines) AS BIGINT) AS line_count,
  COUNT(DISTINCT customer_id) AS customers,
  CAST(SUM(net) AS VARCHAR) AS revenue,
  CAST(MIN(day) AS VARCHAR) AS first_day,
  CAST(MAX(day) AS VARCHAR) AS last_day
FROM visit;
