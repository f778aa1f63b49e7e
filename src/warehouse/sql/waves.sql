-- Net revenue and buyers by wave.
SELECT
  c.wave,
  CAST(SUM(d.net) AS DOUBLE) AS revenue,
  COUNT(DISTINCT CASE WHEN d.spent > 0 THEN d.customer_id END) AS buyers
FROM person_day AS d
JOIN calendar AS c ON c.day = d.day
GROUP BY c.wave
ORDER BY c.wave;
