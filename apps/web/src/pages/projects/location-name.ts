/** The place a dossier names: a text, or the name of a point. */
export function locationName(location: unknown): string {
  if (typeof location === 'string') return location;
  const { name } = (location ?? {}) as { name?: unknown };
  return typeof name === 'string' ? name : '';
}
