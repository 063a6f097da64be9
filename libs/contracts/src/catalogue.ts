import { z } from 'zod';
import { contributions } from './contributions';
import { disbursements } from './disbursements';
import { emergencyFund } from './emergency-fund';
import { ledger } from './ledger';
import { platform } from './platform';
import { day, uuid } from './schema';
import { treasury } from './treasury';

/** Every event that may be published. */
export const catalogue = { ...contributions, ...treasury, ...disbursements, ...emergencyFund, ...ledger, ...platform };
export type Catalogue = typeof catalogue;
export type EventType = keyof Catalogue;
export type EventData<Type extends EventType> = z.infer<Catalogue[Type]['data']>;

/** CloudEvents 1.0 envelope with the extensions of this platform. */
export interface CloudEvent<Type extends EventType = EventType> {
  specversion: '1.0';
  id: string;
  type: Type;
  source: string;
  /** Id of the aggregate: the key of the message. */
  subject: string;
  time: string;
  datacontenttype: 'application/json';
  /** Gapless version of the aggregate within its topic. */
  sequence: number;
  correlationid: string;
  causationid?: string;
  accountingdate?: string;
  valuedate?: string;
  /** Id shared by the two books between which money moves. */
  transfer?: string;
  data: EventData<Type>;
}

const envelope = z.object({
  specversion: z.literal('1.0'),
  id: uuid,
  type: z.string(),
  source: z.string(),
  subject: z.string().min(1),
  time: z.string(),
  datacontenttype: z.literal('application/json'),
  sequence: z.number().int().positive(),
  correlationid: z.string(),
  causationid: z.string().optional(),
  accountingdate: day.optional(),
  valuedate: day.optional(),
  transfer: uuid.optional(),
  data: z.unknown(),
});

/** A message that is no event of the catalogue, or whose content is not what its type declares. */
export class InvalidEvent extends Error {
  override readonly name = 'InvalidEvent';
}

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(catalogue, type);
}

/** The topic of an event type: `abonde.treasury.receipt-matched.v1` travels on `abonde.treasury`. */
export function topicOf(type: EventType): string {
  return type.split('.').slice(0, 2).join('.');
}

/** Topics of the platform, each keyed by aggregate. */
export const topics: readonly string[] = [...new Set((Object.keys(catalogue) as EventType[]).map(topicOf))];

/** @throws {InvalidEvent} naming what is wrong */
export function parseEvent(message: unknown): CloudEvent {
  const outer = envelope.safeParse(message);
  if (!outer.success) throw new InvalidEvent(`Not a CloudEvent of this platform: ${z.prettifyError(outer.error)}`);
  const { type } = outer.data;
  if (!isEventType(type)) throw new InvalidEvent(`Unknown event type or version: ${type}`);
  const data = catalogue[type].data.safeParse(outer.data.data);
  if (!data.success) throw new InvalidEvent(`${type}: ${z.prettifyError(data.error)}`);
  return { ...outer.data, type, data: data.data } as CloudEvent;
}

/** Checks the content of an event about to be published. @throws {InvalidEvent} */
export function checkData<Type extends EventType>(type: Type, data: EventData<Type>): EventData<Type> {
  const checked = catalogue[type].data.safeParse(data);
  if (!checked.success) throw new InvalidEvent(`${type}: ${z.prettifyError(checked.error)}`);
  return checked.data as EventData<Type>;
}
