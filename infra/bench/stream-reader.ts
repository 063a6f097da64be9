import { createParser } from 'eventsource-parser';

/** What the bench asks of its reader of the stream, and what it answers. */
export type ReaderRequest = { ask: 'read'; url: string; token: string } | { ask: 'arrivals' };
export type ReaderAnswer = { open: true } | { arrivals: Arrival[] };

/** A transaction of a book as it came out of the stream. */
export interface Arrival {
  reason: string;
  /** Milliseconds of this machine's clock between the posting and the event's arrival. */
  waited: number;
}

interface Sealed {
  data: { transaction: { reason: string; postedAt: string } };
}

const arrivals: Arrival[] = [];

/** Reads as a browser does, in a process of its own: nothing else delays it. */
async function read(url: string, token: string): Promise<void> {
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' } });
  if (!response.ok || !response.body) throw new Error(`The stream answered ${response.status}.`);
  const parser = createParser({ onEvent: ({ event, data }) => take(event, data) });
  tell({ open: true });
  const decoder = new TextDecoder();
  for await (const chunk of response.body) parser.feed(decoder.decode(chunk as Uint8Array, { stream: true }));
}

function take(event: string | undefined, data: string): void {
  const now = performance.timeOrigin + performance.now();
  if (event !== 'abonde.ledger.transaction-sealed.v1') return;
  const { reason, postedAt } = (JSON.parse(data) as Sealed).data.transaction;
  arrivals.push({ reason, waited: now - instantOf(postedAt) });
}

/** Dates know milliseconds, the database microseconds. */
function instantOf(postedAt: string): number {
  const [, micros = '0'] = /\.\d{3}(\d{1,3})/.exec(postedAt) ?? [];
  return Date.parse(postedAt) + Number(micros.padEnd(3, '0')) / 1_000;
}

function tell(answer: ReaderAnswer): void {
  process.send?.(answer);
}

process.on('message', (request: ReaderRequest) => {
  if (request.ask === 'arrivals') tell({ arrivals });
  else void read(request.url, request.token);
});
