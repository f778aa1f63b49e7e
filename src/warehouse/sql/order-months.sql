-- Orders of each person and month at a place. Months count from the year 0.
CREATE TABLE order_month AS
SELECT
  person,
  place,
  EXTRACT(YEAR FROM DATE '1900-01-01' + CAST(FLOOR(second / 86400) AS INTEGER)) * 12
    + EXTRACT(MONTH FROM DATE '1900-01-01' + CAST(FLOOR(second / 86400) AS INTEGER)) - 1 AS month,
  COUNT(*) AS orders
FROM order_head
WHERE second IS NOT NULL
GROUP BY 1, 2, 3;
