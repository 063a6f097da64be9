import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

export interface DeclaredTopic {
  name: string;
  partitions: number;
  /** Copies wished for; a smaller cluster gives as many as it has brokers. */
  replication: number;
  config: Record<string, string>;
}

const declaration = z.object({
  defaults: z.object({
    partitions: z.number().int().positive(),
    replication: z.number().int().positive(),
    config: z.record(z.string(), z.string()),
  }),
  deadLetter: z.object({ suffix: z.string(), partitions: z.number().int().positive() }),
  topics: z.record(z.string(), z.object({ partitions: z.number().int().positive().optional() })),
});

const place = join('infra', 'kafka', 'topics.json');

/** The file lies beside the sources and beside what is built from them, at different heights. */
function declarationFile(from: string): string {
  const here = join(from, place);
  if (existsSync(here)) return here;
  const parent = dirname(from);
  if (parent === from) throw new Error(`${place} is in no folder above ${__dirname}.`);
  return declarationFile(parent);
}

/** Every topic of `infra/kafka/topics.json`, each followed by the topic of its dead letters. */
export function declaredTopics(): DeclaredTopic[] {
  const { defaults, deadLetter, topics } = declaration.parse(
    JSON.parse(readFileSync(declarationFile(__dirname), 'utf8')),
  );
  return Object.entries(topics).flatMap(([name, { partitions }]) => [
    { ...defaults, name, partitions: partitions ?? defaults.partitions },
    { ...defaults, name: name + deadLetter.suffix, partitions: deadLetter.partitions },
  ]);
}

export function deadLetterTopic(topic: string): string {
  return `${topic}.dead-letter`;
}
