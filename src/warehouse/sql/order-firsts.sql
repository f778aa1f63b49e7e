-- What was bought at the first moment of a person with a positive line.
CREATE TABLE order_first AS
SELECT p.person, p.location, p.channel, p.campaign_id
FROM order_part AS p
JOIN (SELECT person, MIN(first_at) AS first_at FROM order_part GROUP BY person) AS f
  ON f.person = p.person AND f.first_at = p.first_at;
