import { types } from 'pg';

const dateType = 1082;

/** Columns of type `date` are read as `2026-02-20`: a Date object would shift them with the machine's time zone. */
export function readDaysAsText(): void {
  types.setTypeParser(dateType, (value) => value);
}
