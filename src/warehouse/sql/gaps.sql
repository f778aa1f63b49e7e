-- Whole days between a person's consecutive purchases.
SELECT CAST(day - previous_day AS INTEGER) AS days, COUNT(*) AS n
FROM purchase
WHERE previous_day IS NOT NULL
GROUP BY CAST(day - previous_day AS INTEGER)
ORDER BY 1;
