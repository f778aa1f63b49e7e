-- What the customers table says of each person.
SELECT
  p.customer_id,
  c.segment,
  c.type,
  c.member_tier,
  c.referrer_id,
  c.opt_out_at,
  c.left_at,
  CASE WHEN c.customer_id IS NULL THEN 0 ELSE 1 END AS listed
FROM person AS p
LEFT JOIN customers AS c ON c.customer_id = p.customer_id
ORDER BY p.place;
