-- The first moment and place of each person with an order, and the segment that customers names.
CREATE TABLE order_person AS
SELECT
  n.place AS person,
  c.segment,
  CAST((f.first - MOD(f.first, 1000000)) / 1000000 AS BIGINT) AS second,
  CAST(MOD(f.first, 1000000) AS INTEGER) AS place
FROM person AS n
LEFT JOIN customers AS c ON c.customer_id = n.customer_id
LEFT JOIN (
  SELECT person, MIN(second * 1000000 + place) AS first FROM order_head GROUP BY person
) AS f ON f.person = n.place;
