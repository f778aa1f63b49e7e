-- One row a person who stands in transactions or in customers, numbered in the order of ids.
CREATE TABLE person AS
SELECT customer_id, ROW_NUMBER() OVER (ORDER BY customer_id) - 1 AS place
FROM (
  SELECT customer_id FROM history
  UNION
  SELECT customer_id FROM customers
) AS ids;
