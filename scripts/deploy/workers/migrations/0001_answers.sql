CREATE TABLE IF NOT EXISTS answers (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  survey TEXT NOT NULL,
  survey_version INTEGER NOT NULL,
  lang TEXT NOT NULL,
  received_at TEXT NOT NULL,
  started_at TEXT,
  token TEXT,
  suspect TEXT,
  hash TEXT NOT NULL,
  answers TEXT NOT NULL,
  customer_id TEXT,
  wave TEXT,
  consent_version TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS consents (
  version TEXT PRIMARY KEY,
  lang TEXT NOT NULL,
  text TEXT NOT NULL,
  first_at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS contacts (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  response_id TEXT NOT NULL,
  survey TEXT NOT NULL,
  question TEXT NOT NULL,
  value TEXT NOT NULL,
  agreed_at TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS quarantine (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  survey TEXT NOT NULL,
  received_at TEXT NOT NULL,
  reason TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS health (one INTEGER PRIMARY KEY CHECK (one = 1), at TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS answers_of_customer ON answers (customer_id);
CREATE INDEX IF NOT EXISTS answers_of_survey ON answers (survey);
CREATE INDEX IF NOT EXISTS contacts_of_answer ON contacts (response_id);
