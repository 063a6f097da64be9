/** `2026-04:1,75 2026-10:1.50` as the platform takes it, `2026-04:1.75,2026-10:1.50`; nothing where it can't be read. */
export function readPath(text: string): string | undefined {
  const points = text
    .trim()
    .split(/[;\s]+|,(?=\s*\d{4}-)/)
    .filter((point) => point !== '');
  const read = points.map((point) => /^(\d{4}-(?:0[1-9]|1[0-2])):(-?\d{1,2})(?:[.,](\d{1,4}))?$/.exec(point));
  if (read.length === 0 || read.some((match) => match === null)) return undefined;
  return read.flatMap((match) => (match ? [`${match[1]}:${match[2]}${match[3] ? `.${match[3]}` : ''}`] : [])).join(',');
}
