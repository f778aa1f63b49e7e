-- Events with numbers in place of names, by person, time and id. Times are seconds from 1970 on.
SELECT
  COALESCE(p.place, -1) AS person,
  EXTRACT(EPOCH FROM t.moment) AS seconds,
  stage.place AS stage,
  step.place AS step,
  touchpoint.place AS touchpoint,
  encounter.place AS encounter,
  channel.place AS channel,
  location.place AS location,
  employee.place AS employee,
  outcome.place AS outcome,
  t.wait_s,
  t.duration_s
FROM (
  SELECT
    event_id, customer_id, stage, step, touchpoint, encounter, channel, location, employee_id,
    outcome,
    CAST("at" AS TIMESTAMP) AS moment,
    CAST(wait_s AS DOUBLE PRECISION) AS wait_s,
    CAST(duration_s AS DOUBLE PRECISION) AS duration_s
  FROM touchpoints
) AS t
LEFT JOIN person AS p ON p.customer_id = t.customer_id
LEFT JOIN touchpoint_level AS stage ON stage.kind = 'stage' AND stage.name = t.stage
LEFT JOIN touchpoint_level AS step ON step.kind = 'step' AND step.name = t.step
LEFT JOIN touchpoint_level AS touchpoint
  ON touchpoint.kind = 'touchpoint' AND touchpoint.name = t.touchpoint
LEFT JOIN touchpoint_level AS encounter
  ON encounter.kind = 'encounter' AND encounter.name = t.encounter
LEFT JOIN touchpoint_level AS channel ON channel.kind = 'channel' AND channel.name = t.channel
LEFT JOIN touchpoint_level AS location ON location.kind = 'location' AND location.name = t.location
LEFT JOIN touchpoint_level AS employee
  ON employee.kind = 'employee' AND employee.name = t.employee_id
LEFT JOIN touchpoint_level AS outcome ON outcome.kind = 'outcome' AND outcome.name = t.outcome
ORDER BY person, t.moment, t.event_id;
