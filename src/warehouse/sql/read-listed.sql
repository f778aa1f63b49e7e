-- What the customers table says, by the place of the person.
SELECT
  CAST(p.place AS INTEGER) AS place,
  c.segment,
  c.type,
  c.member_tier,
  c.referrer_id,
  c.acquired_by,
  c.leave_reason,
  c.first_seen,
  c.opt_in,
  c.opt_out_at,
  c.left_at
FROM customers AS c
JOIN person AS p ON p.customer_id = c.customer_id
ORDER BY p.place;
