-- One row a person who stands in transactions or in customers, numbered in the order of ids.
CREATE TABLE person AS
SELECT
  customer_id,
  SUM(line_count) AS line_count,
  ROW_NUMBER() OVER (ORDER BY customer_id) - 1 AS place
FROM (
  SELECT customer_id, line_count FROM history
  UNION ALL
  SELECT customer_id, 0 FROM customers
) AS ids
GROUP BY customer_id;
