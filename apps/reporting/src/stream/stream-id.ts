/** Place in the stream: a rebuild starts a new epoch, in which positions mean something else. */
export interface StreamId {
  epoch: number;
  position: number;
}

export function streamId({ epoch, position }: StreamId): string {
  return `${epoch}-${position}`;
}

/** @returns undefined for anything that is no id of a stream */
export function readStreamId(text: string | undefined): StreamId | undefined {
  const [, epoch, position] = /^(\d{1,9})-(\d{1,15})$/.exec(text ?? '') ?? [];
  return epoch && position ? { epoch: Number(epoch), position: Number(position) } : undefined;
}

/** `treasury,abonde.ledger` as topics; undefined asks for all of them. */
export function topicsOf(text: string | undefined): ReadonlySet<string> | undefined {
  const names = (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  return names.length > 0
    ? new Set(names.map((name) => (name.startsWith('abonde.') ? name : `abonde.${name}`)))
    : undefined;
}
