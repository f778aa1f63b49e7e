-- Campaigns of the lines at the first moment of a person.
SELECT f.person, MIN(l.campaign_id) AS campaign_id
FROM order_line AS l
JOIN order_person AS f ON f.person = l.person AND f.second = l.second
WHERE l.amount > 0 AND l.campaign_id IS NOT NULL
GROUP BY f.person
ORDER BY f.person;
