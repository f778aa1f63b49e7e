-- Orders of each day, counted from 1970-01-01.
SELECT CAST(FLOOR(second / 86400) AS INTEGER) - 25567 AS day, COUNT(*) AS orders
FROM order_head
WHERE second IS NOT NULL
GROUP BY FLOOR(second / 86400)
ORDER BY day;
