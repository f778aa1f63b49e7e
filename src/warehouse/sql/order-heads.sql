-- One row an order.
CREATE TABLE order_head AS
SELECT
  person,
  order_id,
  own_day,
  SUM(line_count) AS line_count,
  SUM(refund_count) AS refund_count,
  SUM(cost) AS cost,
  SUM(discount) AS discount,
  MAX(is_discounted) AS is_discounted,
  MAX(is_delivered) AS is_delivered,
  MAX(is_late) AS is_late
FROM order_part
GROUP BY person, order_id, own_day;
