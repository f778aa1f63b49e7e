-- One row an order: an order_id of a person, else a person's day (own_day). It belongs to the
-- moment and place of its first line with a positive amount; without any, both are empty. Of
-- several places in one second the first by name counts. A promise without a time of day holds
-- until the end of that day.
CREATE TABLE order_head AS
SELECT
  person,
  order_id,
  own_day,
  CAST((first - MOD(first, 1000000)) / 1000000 AS BIGINT) AS second,
  CAST(MOD(first, 1000000) AS INTEGER) AS place,
  is_discounted,
  is_refunded,
  is_delivered,
  is_late
FROM (
  SELECT
    l.person,
    l.order_id,
    CASE WHEN l.order_id IS NULL THEN l.day END AS own_day,
    MIN(CASE WHEN l.amount > 0 THEN l.second * 1000000 + p.place END) AS first,
    MAX(CASE WHEN l.amount > 0 AND l.discount > 0 THEN 1 ELSE 0 END) AS is_discounted,
    MAX(CASE WHEN l.amount < 0 OR l.refunded > 0 THEN 1 ELSE 0 END) AS is_refunded,
    MAX(CASE WHEN l.promised_at IS NOT NULL AND l.delivered_at IS NOT NULL THEN 1 ELSE 0 END)
      AS is_delivered,
    MAX(CASE
      WHEN l.delivered_at <= l.promised_at THEN 0
      WHEN CAST(l.promised_at AS TIME) = TIME '00:00:00'
        AND CAST(l.delivered_at AS DATE) = CAST(l.promised_at AS DATE) THEN 0
      WHEN l.delivered_at > l.promised_at THEN 1
      ELSE 0
    END) AS is_late
  FROM order_line AS l
  JOIN order_place AS p
    ON p.location IS NOT DISTINCT FROM l.location AND p.channel IS NOT DISTINCT FROM l.channel
  GROUP BY l.person, l.order_id, CASE WHEN l.order_id IS NULL THEN l.day END
) AS orders;
