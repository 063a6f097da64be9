import { z } from 'zod';
import { contributions } from './contributions';
import { disbursements } from './disbursements';
import { emergencyFund } from './emergency-fund';
import { InvalidEvent } from './invalid-event';
import { ledger } from './ledger';
import { platform } from './platform';
import { day, instant, uuid } from './schema';
import { treasury } from './treasury';
import { checked, type Outdated, Versions } from './versions';

/** Every event that may be published. */
export const catalogue = { ...contributions, ...treasury, ...disbursements, ...emergencyFund, ...ledger, ...platform };
export type Catalogue = typeof catalogue;
export type EventType = keyof Catalogue;
export type EventData<Type extends EventType> = z.infer<Catalogue[Type]['data']>;

/** Versions that were published once: their upcasters make the newest ones of them. */
export const outdated: Outdated = {};

const versions = new Versions(catalogue, outdated);

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
  time: instant,
  datacontenttype: z.literal('application/json'),
  sequence: z.number().int().positive(),
  correlationid: z.string(),
  causationid: z.string().optional(),
  accountingdate: day.optional(),
  valuedate: day.optional(),
  transfer: uuid.optional(),
  data: z.unknown(),
});

/** The newest version of a type; undefined when it is no event of the catalogue, of whatever version. */
export function newestType(type: string): EventType | undefined {
  return versions.newest(type) as EventType | undefined;
}

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(catalogue, type);
}

/** The topic of an event type: `abonde.treasury.receipt-matched.v1` travels on `abonde.treasury`. */
export function topicOf(type: string): string {
  return type.split('.').slice(0, 2).join('.');
}

/** Topics of the platform, each keyed by aggregate. */
export const topics: readonly string[] = [...new Set((Object.keys(catalogue) as EventType[]).map(topicOf))];

/** An event as its newest version, whatever version it was written in. @throws {InvalidEvent} naming what is wrong */
export function parseEvent(message: unknown): CloudEvent {
  const outer = envelope.safeParse(message);
  if (!outer.success) throw new InvalidEvent(`Not a CloudEvent of this platform: ${z.prettifyError(outer.error)}`);
  return { ...outer.data, ...versions.read(outer.data.type, outer.data.data) } as CloudEvent;
}

/** Checks the content of an event about to be published. @throws {InvalidEvent} */
export function checkData<Type extends EventType>(type: Type, data: EventData<Type>): EventData<Type> {
  return checked(type, catalogue[type].data, data) as EventData<Type>;
}
