-- All columns of all lines; of an order that stands in several files only those of the first.
CREATE VIEW wide_line AS
SELECT l.*
FROM typed_line AS l
LEFT JOIN repeated_order AS r ON r.order_id = l.order_id
WHERE r.order_id IS NULL OR r.kept = l.source;
