-- One row a person and local day. A day with positive lines is a purchase.
CREATE TABLE person_day AS
SELECT
  customer_id,
  day,
  SUM(net) AS net,
  SUM(spent) AS spent
FROM visit
GROUP BY customer_id, day;
