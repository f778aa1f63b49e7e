-- Orders that stand in more than one file. Equal ones have one content in all of them.
CREATE TABLE repeated_order AS
SELECT order_id, MIN(source) AS kept, COUNT(DISTINCT content) AS contents
FROM (
  SELECT order_id, source, STRING_AGG(content, CHR(3) ORDER BY content) AS content
  FROM all_line
  WHERE order_id IN (
    SELECT order_id
    FROM all_line
    WHERE order_id IS NOT NULL
    GROUP BY order_id
    HAVING MIN(source) < MAX(source)
  )
  GROUP BY order_id, source
) AS copies
GROUP BY order_id;
