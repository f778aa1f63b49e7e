-- One row an answer with a customer: the next purchase day and the net spend of the year before.
CREATE TABLE answer_purchase AS
SELECT
  a.survey,
  a.response_id,
  MIN(CASE WHEN d.day > a.day AND d.spent > 0 THEN d.day END) AS next_purchase_day,
  SUM(CASE WHEN d.day < a.day AND d.day >= a.day - INTERVAL '1' YEAR THEN d.net END) AS spend_before
FROM answer AS a
JOIN person_day AS d ON d.customer_id = a.customer_id
GROUP BY a.survey, a.response_id;
