-- How many categories each person bought in.
SELECT p.place AS person, COUNT(DISTINCT l.category) AS categories
FROM order_line AS l
JOIN person AS p ON p.customer_id = l.customer_id
WHERE l.amount > 0
GROUP BY p.place
ORDER BY p.place;
