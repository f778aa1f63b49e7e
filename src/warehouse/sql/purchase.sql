-- One row a purchase: its place in the person's history and the day of the one before.
CREATE TABLE purchase AS
SELECT
  customer_id,
  day,
  spent,
  ROW_NUMBER() OVER (PARTITION BY customer_id ORDER BY day) AS nth,
  LAG(day) OVER (PARTITION BY customer_id ORDER BY day) AS previous_day
FROM person_day
WHERE spent > 0;
