#!/bin/sh
# Run once by the PostgreSQL image on an empty data directory: a database for each service, owned by one role and used
# through another that can't change the schema.
set -eu
for service in gateway contributions treasury disbursements emergency_fund reporting; do
  database="abonde_$service"
  psql --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres --set password="$SERVICES_PASSWORD" <<SQL
CREATE ROLE ${database}_owner LOGIN PASSWORD :'password';
CREATE ROLE ${database}_app LOGIN PASSWORD :'password';
CREATE DATABASE ${database} OWNER ${database}_owner TEMPLATE template0;
REVOKE ALL ON DATABASE ${database} FROM PUBLIC;
GRANT CONNECT ON DATABASE ${database} TO ${database}_app;
\connect ${database}
ALTER SCHEMA public OWNER TO ${database}_owner;
GRANT USAGE ON SCHEMA public TO ${database}_app;
ALTER DEFAULT PRIVILEGES FOR ROLE ${database}_owner IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${database}_app;
ALTER DEFAULT PRIVILEGES FOR ROLE ${database}_owner IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO ${database}_app;
SQL
done
