-- Where lines were bought, numbered in the order of names.
CREATE TABLE order_place AS
SELECT
  location,
  channel,
  ROW_NUMBER() OVER (ORDER BY location NULLS LAST, channel NULLS LAST) - 1 AS place
FROM (SELECT DISTINCT location, channel FROM order_line) AS places;
