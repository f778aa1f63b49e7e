-- One row a person, location and channel: the days and net amounts of all order lines, as two
-- lists in one order. Days are counted from 1970-01-01.
CREATE TABLE history AS
SELECT
  customer_id,
  location,
  channel,
  COUNT(*) AS line_count,
  ARRAY_AGG(CAST(CAST(ordered_at AS DATE) - DATE '1970-01-01' AS INTEGER)) AS days,
  ARRAY_AGG(CAST(amount AS DOUBLE)) AS amounts
FROM line
GROUP BY customer_id, location, channel;
