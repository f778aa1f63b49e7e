SELECT kind, name FROM level ORDER BY kind, place;
