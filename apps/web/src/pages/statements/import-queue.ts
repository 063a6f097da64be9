import type { Problem } from '../../api/client';
import type { Imported, Preview, Told } from './treasury';

/** A file on its way: looked at first, stored when somebody says so. */
export interface QueuedFile {
  id: string;
  file: File;
  told: Told;
  state: 'READING' | 'READY' | 'IMPORTING' | 'IMPORTED' | 'REFUSED';
  preview?: Preview;
  imported?: Imported[];
  problem?: Problem;
}

export type QueueChange =
  | { kind: 'added'; files: QueuedFile[] }
  | { kind: 'changed'; id: string; to: Partial<QueuedFile> }
  | { kind: 'removed'; id: string }
  | { kind: 'cleared' };

export function queued(files: QueuedFile[], change: QueueChange): QueuedFile[] {
  switch (change.kind) {
    case 'added':
      return [...files, ...change.files];
    case 'changed':
      return files.map((file) => (file.id === change.id ? { ...file, ...change.to } : file));
    case 'removed':
      return files.filter(({ id }) => id !== change.id);
    case 'cleared':
      return files.filter(({ state }) => state !== 'IMPORTED');
  }
}

/** What keeps a file from being stored; undefined when nothing does. */
export type Obstacle = 'accountFirst' | 'mapFirst' | 'noBalance' | 'notBalanced';

export function obstacleOf({ preview, told }: QueuedFile): Obstacle | undefined {
  if (!preview) return undefined;
  if (preview.table && !told.account) return 'accountFirst';
  if (preview.table && preview.table.source !== 'SAVED') return 'mapFirst';
  if (preview.table && preview.statements.some(({ closing }) => closing === null)) return 'noBalance';
  if (preview.statements.some(({ balanced }) => balanced === false)) return 'notBalanced';
  return undefined;
}

/** Files ready to be stored, in the order of their first days: a month comes before the next one. */
export function readyFiles(files: readonly QueuedFile[]): QueuedFile[] {
  const firstDay = ({ preview }: QueuedFile) => preview?.statements.map(({ from }) => from ?? '').sort()[0] ?? '';
  return files
    .filter((file) => file.state === 'READY' && obstacleOf(file) === undefined)
    .sort((left, right) => firstDay(left).localeCompare(firstDay(right)));
}
