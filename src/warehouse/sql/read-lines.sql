-- One row a person who stands in transactions or in customers, in the order of ids: all order
-- lines in one list. A line is an INTERVAL, whose parts lie side by side in memory: months hold
-- the number of its location and channel, days count from 1970-01-01, microseconds hold the
-- amount in ten-thousandths. Who stands in customers has an entry
-- of -1 months besides.
SELECT customer_id, ARRAY_AGG(line) AS lines
FROM (
  SELECT
    customer_id,
    TO_MONTHS(place)
      + TO_DAYS(CAST(CAST(ordered_at AS DATE) - DATE '1970-01-01' AS INTEGER))
      + TO_MICROSECONDS(CAST(CAST(amount AS DOUBLE) * 10000 AS BIGINT)) AS line
  FROM placed_line
  UNION ALL
  SELECT customer_id, TO_MONTHS(-1) FROM customers
) AS lines
GROUP BY customer_id
ORDER BY customer_id;
