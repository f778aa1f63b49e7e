-- One row a person, location and channel: the days and net amounts of all order lines.
-- Days are counted from 1970-01-01.
CREATE TABLE history AS
SELECT
  customer_id,
  location,
  channel,
  COUNT(*) AS line_count,
  ARRAY_AGG(
    STRUCT_PACK(
      day := CAST(CAST(ordered_at AS DATE) - DATE '1970-01-01' AS INTEGER),
      amount := CAST(amount AS DOUBLE)
    )
  ) AS lines
FROM line
GROUP BY customer_id, location, channel;
