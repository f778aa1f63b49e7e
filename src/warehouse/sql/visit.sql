-- One row a person, local day, location and channel: what the lines of that day sum to.
CREATE TABLE visit AS
SELECT
  customer_id,
  CAST(ordered_at AS DATE) AS day,
  location,
  channel,
  SUM(amount) AS net,
  SUM(CASE WHEN amount > 0 THEN amount ELSE 0 END) AS spent,
  COUNT(*) AS lines
FROM line
GROUP BY customer_id, CAST(ordered_at AS DATE), location, channel;
