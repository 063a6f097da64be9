import { v7 } from 'uuid';

/** A new uuid v7: sorts by the time of its making. */
export function uuid(): string {
  return v7();
}

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a reference given in a URL is an id; otherwise it is a code. */
export function isUuid(reference: string): boolean {
  return shape.test(reference);
}
