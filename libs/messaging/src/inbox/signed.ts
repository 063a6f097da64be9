/** What the guard puts on a request. */
export interface Signed {
  actor?: { id: string };
}

export function actorOf({ actor }: Signed): string {
  return actor?.id ?? 'unknown';
}
