-- One row a person with purchases. Sums after the first purchase give the repeat value.
CREATE TABLE person_purchase AS
SELECT
  p.customer_id,
  COUNT(*) AS purchases,
  MIN(p.day) AS first_day,
  MIN(CASE WHEN p.nth = 2 THEN p.day END) AS second_day,
  MAX(p.day) AS last_day,
  SUM(CASE WHEN p.nth > 1 THEN p.spent END) AS repeat_spent,
  SUM(CASE WHEN p.day <= s.calibration_day THEN 1 ELSE 0 END) AS calibration_purchases,
  MAX(CASE WHEN p.day <= s.calibration_day THEN p.day END) AS calibration_last_day
FROM purchase AS p
CROSS JOIN setting AS s
GROUP BY p.customer_id;
