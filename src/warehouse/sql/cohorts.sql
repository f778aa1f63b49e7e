-- Buyers by the month of their first purchase and the months in which they came again.
SELECT f.month AS cohort, c.month_number - f.month_number AS month_offset, COUNT(DISTINCT p.customer_id) AS n
FROM purchase AS p
JOIN calendar AS c ON c.day = p.day
JOIN person_purchase AS s ON s.customer_id = p.customer_id
JOIN calendar AS f ON f.day = s.first_day
GROUP BY f.month, c.month_number - f.month_number
ORDER BY 1, 2;
