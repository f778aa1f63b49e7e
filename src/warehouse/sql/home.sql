-- Where most of a person's purchases were; ties go to the latest, then to the name.
CREATE TABLE home AS
SELECT customer_id, MAX(location) AS location, MAX(channel) AS channel
FROM (
  SELECT customer_id, location, CAST(NULL AS VARCHAR) AS channel
  FROM (
    SELECT
      customer_id,
      location,
      ROW_NUMBER() OVER (
        PARTITION BY customer_id
        ORDER BY COUNT(DISTINCT day) DESC, MAX(day) DESC, location
      ) AS place
    FROM visit
    WHERE spent > 0 AND location IS NOT NULL
    GROUP BY customer_id, location
  ) AS by_location
  WHERE place = 1
  UNION ALL
  SELECT customer_id, NULL, channel
  FROM (
    SELECT
      customer_id,
      channel,
      ROW_NUMBER() OVER (
        PARTITION BY customer_id
        ORDER BY COUNT(DISTINCT day) DESC, MAX(day) DESC, channel
      ) AS place
    FROM visit
    WHERE spent > 0 AND channel IS NOT NULL
    GROUP BY customer_id, channel
  ) AS by_channel
  WHERE place = 1
) AS homes
GROUP BY customer_id;
