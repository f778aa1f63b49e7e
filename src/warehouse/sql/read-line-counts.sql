-- How many order lines each person has.
SELECT CAST(line_count AS INTEGER) AS line_count
FROM person
ORDER BY place;
