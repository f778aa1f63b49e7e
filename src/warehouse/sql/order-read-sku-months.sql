-- Unit prices of a sku and month among lines with a positive amount and quantity. A customer's
-- price is what was paid over what was bought. The list price is the highest before discounts; a
-- line is unexplained when its own price before discounts is more than 0.01 away from it and no
-- campaign is named.
WITH sold AS (
  SELECT
    person,
    sku,
    EXTRACT(YEAR FROM DATE '1970-01-01' + day) * 12
      + EXTRACT(MONTH FROM DATE '1970-01-01' + day) - 1 AS month,
    amount,
    quantity,
    CAST(amount + COALESCE(discount, 0) AS DOUBLE PRECISION)
      / CAST(quantity AS DOUBLE PRECISION) AS gross,
    CASE WHEN discount > 0 THEN 1 ELSE 0 END AS is_discounted,
    campaign_id
  FROM order_line
  WHERE sku IS NOT NULL AND amount > 0 AND quantity > 0
),
listed AS (
  SELECT sku, month, MAX(gross) AS list_price FROM sold GROUP BY sku, month
),
lines AS (
  SELECT
    s.sku,
    s.month,
    MIN(l.list_price) AS list_price,
    COUNT(*) AS line_count,
    SUM(s.is_discounted) AS discounted_lines,
    COUNT(CASE
      WHEN s.campaign_id IS NULL AND ROUND(s.gross, 4) < ROUND(l.list_price - 0.01, 4) THEN 1
    END) AS unexplained_lines,
    CAST(SUM(s.quantity) AS DOUBLE PRECISION) AS quantity
  FROM sold AS s
  JOIN listed AS l ON l.sku = s.sku AND l.month = s.month
  GROUP BY s.sku, s.month
),
prices AS (
  SELECT
    sku,
    month,
    ARRAY_AGG(price ORDER BY price) AS prices,
    QUANTILE_CONT(price, 0.1) AS p10,
    QUANTILE_CONT(price, 0.5) AS p50,
    QUANTILE_CONT(price, 0.9) AS p90
  FROM (
    SELECT
      sku,
      month,
      CAST(SUM(amount) AS DOUBLE PRECISION) / CAST(SUM(quantity) AS DOUBLE PRECISION) AS price
    FROM sold
    GROUP BY sku, month, person
  ) AS by_customer
  GROUP BY sku, month
)
SELECT
  p.sku,
  p.month,
  LEN(p.prices) AS customers,
  l.quantity,
  LIST_AVG(p.prices) AS mean_price,
  COALESCE(LIST_STDDEV_SAMP(p.prices), 0) AS sd_price,
  p.p10,
  p.p50,
  p.p90,
  l.list_price,
  l.unexplained_lines,
  l.discounted_lines,
  l.line_count
FROM prices AS p
JOIN lines AS l ON l.sku = p.sku AND l.month = p.month
ORDER BY p.sku, p.month;
