-- Histories with numbers in place of names; the person's rows come in any order.
SELECT
  CAST(p.place AS INTEGER) AS person,
  CAST(COALESCE(l.place, -1) AS INTEGER) AS location,
  CAST(COALESCE(c.place, -1) AS INTEGER) AS channel,
  h.days,
  h.amounts
FROM history AS h
JOIN person AS p ON p.customer_id = h.customer_id
LEFT JOIN level AS l ON l.kind = 'location' AND l.name = h.location
LEFT JOIN level AS c ON c.kind = 'channel' AND c.name = h.channel;
